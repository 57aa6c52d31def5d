#include "searchd/search/stem_table.h"

#include <algorithm>
#include <functional>
#include <future>

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

StemTable::StemTable(const Vocabulary& vocabulary, unsigned threads) : vocabulary_(&vocabulary) {
  const std::size_t share = vocabulary.size() / std::max(1U, threads) + 1;
  std::vector<std::future<std::vector<Entry>>> shares;
  for (std::size_t first = 0; first < vocabulary.size(); first += share) {
    const std::size_t last = std::min(first + share, vocabulary.size());
    shares.push_back(std::async(std::launch::async, [this, first, last] {
      return entries_of(static_cast<WordNumber>(first), static_cast<WordNumber>(last));
    }));
  }
  for (auto& one : shares) {
    const auto entries = one.get();
    const auto middle = static_cast<std::ptrdiff_t>(entries_.size());
    entries_.insert(entries_.end(), entries.begin(), entries.end());
    std::inplace_merge(entries_.begin(), entries_.begin() + middle, entries_.end());
  }
}

std::vector<StemTable::Entry> StemTable::entries_of(WordNumber first, WordNumber last) const {
  const std::hash<std::string> hash;
  std::vector<Entry> out;
  for (WordNumber word = first; word < last; ++word) {
    const std::string form(vocabulary_->form(word));
    vocabulary_->each_language(word, [&](const std::string& language) {
      if (language.empty()) return;
      for (const auto& stem : stems(form, language))
        out.push_back({hash(stem_term(language, stem)), word});
    });
  }
  std::sort(out.begin(), out.end());
  return out;
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
