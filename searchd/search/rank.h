// The order of matching documents, one page of it.
#pragma once

#include <vector>

#include "searchd/search/match.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"

namespace veille::search {

/// What ranking needs to know of a query's matches.
struct Matches {
  const std::vector<ExpandedLeaf>& leaves;
  const std::vector<Bitmap>& at_least;  ///< of match_at_least(); unused when there are no leaves
  std::size_t required = 0;
  const Bitmap& documents;  ///< that match words and filters
};

/// The documents on the page that the request asks for, in its order, one for each work (its best)
/// or all; ties break by id. By relevance, documents with more of the words come first; without
/// words the newest do. Undated documents come last by either date.
std::vector<DocumentId> rank(const OpenSnapshot& snapshot, const PartDatabases& databases,
                             const Matches& matches, const SearchRequest& request);

}  // namespace veille::search
