// Where in a document the query's words stand, by its position lists.
#pragma once

#include <cstdint>
#include <vector>

#include "searchd/search/columns.h"
#include "searchd/search/match.h"
#include "veille/schema.h"

namespace veille::search {

/// Words of a snippet, and of the clusters of matches that are looked for.
inline constexpr std::size_t kSnippetWords = 30;

/// A section with matches.
struct SectionMatch {
  std::size_t section = 0;  ///< in the record's table
  int leaves = 0;           ///< how many different leaves stand in it
  int weight = 0;  ///< of its occurrences: forms as typed weigh more than other forms of the stem
  /// Of the first match of the best cluster: the kSnippetWords words with the most different
  /// leaves, then the heaviest, then the first.
  std::uint32_t cluster = 0;
};

/// The sections in which words of the leaves stand: the most leaves first, then the heaviest, then
/// in reading order. Empty when none of the words has a position (only its facets match).
std::vector<SectionMatch> matching_sections(const PartDatabases& databases, DocumentId id,
                                            const Record& record, const std::vector<Leaf>& leaves);

/// One occurrence of a form in a document.
struct Occurrence {
  std::uint32_t position = 0;
  std::uint64_t leaves = 0;  ///< as bits; those beyond the 64th share the last
  bool exact = false;        ///< as typed, accents and transcription aside
};

/// Every occurrence of the leaves' forms, by position; one for each position.
std::vector<Occurrence> occurrences(const PartDatabases& databases, DocumentId id,
                                    const std::vector<Leaf>& leaves);

/// The section at a position.
std::size_t section_of(const Record& record, std::uint32_t position);

}  // namespace veille::search
