// What a request matches, before ranking: the one answer that hits, facets and pivots are read
// from.
#pragma once

#include <cstddef>
#include <vector>

#include "searchd/search/filter.h"
#include "searchd/search/match.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/query.h"
#include "searchd/search/request.h"

namespace veille::search {

/// When fewer works than this match all words, fewer words are required, step by step towards half
/// of them.
inline constexpr WorkNumber kFewWorks = 10;

struct Matching {
  Query query;                       ///< as understood
  std::vector<ExpandedLeaf> leaves;  ///< of `query`, in its order; they point into it
  std::vector<Bitmap> at_least;      ///< of match_at_least(); empty when there are no leaves
  std::size_t required = 0;          ///< how many leaves a match must have
  Filters filters;
  Bitmap words;      ///< the documents that match the words, whatever is selected
  Bitmap documents;  ///< those of them that pass every filter
};

/// Throws: Xapian::Error, when the snapshot cannot be read.
Matching find_matching(const OpenSnapshot& snapshot, const PartDatabases& databases,
                       const SearchRequest& request);

}  // namespace veille::search
