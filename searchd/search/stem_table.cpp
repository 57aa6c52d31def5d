#include "searchd/search/stem_table.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::search {
namespace {

/// Whether publications in the term's language have the term where they have `form`.
bool has_stem(const std::string& term, const std::string& form) {
  const std::string language = term.substr(1, term.find(':') - 1);
  const auto all = stems(form, language);
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& stem) { return stem_term(language, stem) == term; });
}

}  // namespace

StemTable::StemTable(const Vocabulary& vocabulary) : vocabulary_(&vocabulary) {
  const std::hash<std::string> hash;
  vocabulary.each_use([&](WordNumber word, const std::string& language) {
    if (language.empty()) return;
    for (const auto& stem : stems(std::string(vocabulary.form(word)), language))
      entries_.push_back({hash(stem_term(language, stem)), word});
  });
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.hash, a.word) < std::tie(b.hash, b.word);
  });
}

std::vector<WordNumber> StemTable::words(const std::string& term) const {
  const std::uint64_t wanted = std::hash<std::string>()(term);
  auto entry = std::lower_bound(entries_.begin(), entries_.end(), wanted,
                                [](const Entry& e, std::uint64_t hash) { return e.hash < hash; });
  std::vector<WordNumber> out;
  for (; entry != entries_.end() && entry->hash == wanted; ++entry) {
    const bool again = !out.empty() && out.back() == entry->word;
    if (!again && has_stem(term, std::string(vocabulary_->form(entry->word))))
      out.push_back(entry->word);
  }
  return out;
}

}  // namespace veille::search
