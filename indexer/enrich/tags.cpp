#include "indexer/enrich/tags.h"

#include <unordered_set>
#include <utility>

#include "veille/analysis.h"

namespace veille::enrich {

void add_tags(const std::vector<std::string>& from, std::vector<std::string>& to) {
  std::unordered_set<std::string> known;
  for (const auto& tag : to) known.insert(vocabulary_key(tag));
  for (const auto& tag : from) {
    if (known.insert(vocabulary_key(tag)).second) to.push_back(tag);
  }
}

void TagAliases::add(const std::string& name, const std::string& alias) {
  // The name itself is one of its spellings: all of them show the name as it is written here.
  names_.emplace(vocabulary_key(name), name);
  names_.emplace(vocabulary_key(alias), name);
}

void TagAliases::apply(std::vector<std::string>& tags) const {
  if (names_.empty()) return;
  for (auto& tag : tags) {
    const auto found = names_.find(vocabulary_key(tag));
    if (found != names_.end()) tag = found->second;
  }
  std::vector<std::string> out;
  add_tags(tags, out);
  tags = std::move(out);
}

}  // namespace veille::enrich
