// The order of matching documents, one page of it.
#pragma once

#include <vector>

#include "searchd/search/matching.h"

namespace veille::search {

/// The documents on the page that the request asks for, in its order, one for each work (its best)
/// or all; ties break by id. By relevance, full matches come before others; where no text is asked
/// for the newest do. Undated documents come last by either date.
std::vector<DocumentId> rank(const OpenSnapshot& snapshot, const PartDatabases& databases,
                             const Matching& matching, const SearchRequest& request);

}  // namespace veille::search
