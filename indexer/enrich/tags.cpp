#include "indexer/enrich/tags.h"

#include <algorithm>
#include <utility>

#include "veille/analysis.h"

namespace veille::enrich {

void add_tags(const std::vector<std::string>& from, std::vector<std::string>& to) {
  for (const auto& tag : from) {
    const auto key = vocabulary_key(tag);
    if (std::none_of(to.begin(), to.end(), [&](const auto& t) { return vocabulary_key(t) == key; }))
      to.push_back(tag);
  }
}

void TagAliases::add(const std::string& name, const std::string& alias) {
  // The name itself is one of its spellings: all of them show the name as it is written here.
  names_.emplace(vocabulary_key(name), name);
  names_.emplace(vocabulary_key(alias), name);
}

void TagAliases::apply(std::vector<std::string>& tags) const {
  if (names_.empty()) return;
  std::vector<std::string> out;
  for (auto& tag : tags) {
    const auto found = names_.find(vocabulary_key(tag));
    add_tags({found == names_.end() ? tag : found->second}, out);
  }
  tags = std::move(out);
}

}  // namespace veille::enrich
