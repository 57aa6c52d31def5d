// Where in a document the query's words stand, by its position lists.
#pragma once

#include <cstdint>
#include <vector>

#include "searchd/search/columns.h"
#include "searchd/search/match.h"
#include "veille/schema.h"

namespace veille::search {

/// A section with matches.
struct SectionMatch {
  std::size_t section = 0;  ///< in the record's table
  int leaves = 0;           ///< how many different leaves stand in it
  int weight = 0;  ///< of its occurrences: forms as typed weigh more than other forms of the stem
  std::uint32_t first_position = 0;  ///< of the first match in it
};

/// The sections in which words of the leaves stand: the most leaves first, then the heaviest, then
/// in reading order. Empty when none of the words has a position (only its facets match).
std::vector<SectionMatch> matching_sections(const PartDatabases& databases, DocumentId id,
                                            const Record& record, const std::vector<Leaf>& leaves);

}  // namespace veille::search
