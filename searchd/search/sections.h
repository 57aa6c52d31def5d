// Where in a document the query's words stand, by its position lists.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/columns.h"
#include "searchd/search/marked_forms.h"
#include "veille/schema.h"

namespace veille::search {

/// A section with matches.
struct SectionMatch {
  std::size_t section = 0;  ///< in the record's table
  int leaves = 0;           ///< how many different leaves stand in it
  int weight = 0;  ///< of its occurrences: forms as typed weigh more than other forms of the stem
  /// Of the first match of the best cluster: the kSnippetWords words with the most different
  /// leaves, then the heaviest, then the first.
  std::uint32_t cluster = 0;
};

/// The sections in which these forms of a document's `leaves` stand: the most leaves first, then
/// the heaviest, then in reading order. Empty when none of them has a position (only its facets
/// match).
///
/// `leaves`  of leaves_of().
std::vector<SectionMatch> matching_sections(const PartDatabases& databases, DocumentId id,
                                            const Record& record, const MarkedForms& forms,
                                            std::uint64_t leaves);

/// The forms that the document has, sorted; one look at its list of words.
std::vector<std::string> forms_of(const PartDatabases::Place& at, const MarkedForms& marked);

/// The section at a position.
std::size_t section_of(const Record& record, std::uint32_t position);

}  // namespace veille::search
