// One search, from what was typed to hits and facets.
#pragma once

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"

namespace veille::search {

/// The page of hits that the request asks for, totals and facet counts, exact. Pages behind the
/// last are empty. Throws: std::runtime_error, when the snapshot cannot be read.
Answer search(const OpenSnapshot& snapshot, const SearchRequest& request);

}  // namespace veille::search
