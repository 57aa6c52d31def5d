// What a request matches, before its page is made: the one answer that hits, facets and pivots are
// read from.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "searchd/search/filter.h"
#include "searchd/search/match.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/query.h"
#include "searchd/search/request.h"
#include "searchd/search/tally.h"

namespace veille::search {

/// When fewer works than this match all words, fewer words are required, step by step towards half
/// of them; and a correction is looked for.
inline constexpr WorkNumber kFewWorks = 10;

/// What the words of a request match, whatever is selected. Kept for the next request with the same
/// words; leaves point into `query`.
struct WordMatches {
  Query query;  ///< as understood
  std::vector<Leaf> leaves;
  std::size_t asked = 0;     ///< words and phrases that the search may do without
  std::size_t required = 0;  ///< how many of them a match has at least
  Bitmap documents;
  std::vector<DocumentId> ids;  ///< the same, ascending
  WorkNumber works = 0;         ///< of them
  WorkNumber full_works = 0;    ///< of `full`
  LazyCounts counts;            ///< of `documents`, by value
  Bitmap full;                  ///< those of them that have all
  Bitmap first;                 ///< and have all in whole words; ranked before the others
  std::vector<float> scores;    ///< of `documents`, in their order; empty without text
  std::string corrected_from;   ///< the text as typed, where its correction was searched instead
  std::string suggestion;       ///< a text that finds more; empty when there is none
};

/// The score of one of the documents, without what ranks full matches first; 0 without text.
float score_of(const WordMatches& matches, DocumentId id);

/// Kept for the next request with the same words and selections.
struct Matching {
  std::shared_ptr<const WordMatches> words;
  Filters filters;
  Bitmap documents;                  ///< those that match words and pass every filter
  std::vector<DocumentId> filtered;  ///< the same, ascending, when there is a filter
  LazyCounts counts;                 ///< of `documents`, by value
  /// Of each facet with a selection, with all filters but its own, by ordinal from its first on.
  std::array<LazyCounts, kFacetCount> counts_of;

  const std::vector<DocumentId>& ids() const { return filters.empty() ? words->ids : filtered; }
};

/// Throws: Xapian::Error, when the snapshot cannot be read.
std::shared_ptr<const Matching> find_matching(const OpenSnapshot& snapshot,
                                              const PartDatabases& databases,
                                              const SearchRequest& request);

}  // namespace veille::search
