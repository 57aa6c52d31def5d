#include "searchd/search/stem_table.h"

#include <algorithm>
#include <utility>

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

StemTable::StemTable(const Vocabulary& vocabulary, StemList list)
    : vocabulary_(&vocabulary), list_(std::move(list)) {}

std::vector<WordNumber> StemTable::words(const std::string& term) const {
  const auto [first, last] =
      std::equal_range(list_.hashes.begin(), list_.hashes.end(), stem_hash(term));
  std::vector<WordNumber> out;
  for (auto hash = first; hash != last; ++hash) {
    const WordNumber word = list_.words[static_cast<std::size_t>(hash - list_.hashes.begin())];
    const bool again = !out.empty() && out.back() == word;
    // Another term may have the same hash.
    if (!again && has_stem(term, std::string(vocabulary_->form(word)))) out.push_back(word);
  }
  return out;
}

}  // namespace veille::search
