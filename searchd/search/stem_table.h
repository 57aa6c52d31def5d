// Which words of a snapshot share a stem.
#pragma once

#include <string>
#include <vector>

#include "searchd/search/vocabulary.h"
#include "veille/stem_list.h"

namespace veille::search {

/// Read once, then shared by all threads.
class StemTable {
 public:
  StemTable() = default;
  /// `vocabulary`  must stay where it is and live longer.
  /// `list`        of its words.
  StemTable(const Vocabulary& vocabulary, StemList list);

  /// The words behind the term of a stem, see stem_term(), ascending; empty when the index does not
  /// have the term, and for texts in no known language.
  std::vector<WordNumber> words(const std::string& term) const;

 private:
  const Vocabulary* vocabulary_ = nullptr;
  StemList list_;
};

}  // namespace veille::search
