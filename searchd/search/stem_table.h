// Which words of a snapshot share a stem.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/vocabulary.h"

namespace veille::search {

/// Read once, then shared by all threads. It is made of the words alone: stems() gives a word the
/// same stems here as in the indexer.
class StemTable {
 public:
  StemTable() = default;
  /// `vocabulary`  must stay where it is and live longer.
  /// `threads`     how many may work on it.
  explicit StemTable(const Vocabulary& vocabulary, unsigned threads = 1);

  /// The words behind the term of a stem, see stem_term(), ascending; empty when the index does not
  /// have the term, and for texts in no known language.
  std::vector<WordNumber> words(const std::string& term) const;

 private:
  struct Entry {
    std::uint64_t hash;  // of the term; what it finds is compared
    WordNumber word;

    bool operator<(const Entry& other) const {
      return hash != other.hash ? hash < other.hash : word < other.word;
    }
  };

  std::vector<Entry> entries_of(WordNumber first, WordNumber last) const;

  const Vocabulary* vocabulary_ = nullptr;
  std::vector<Entry> entries_;  // by hash, then by word
};

}  // namespace veille::search
