// One search, from what was typed to hits and facets.
#pragma once

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"

namespace veille::search {

/// When fewer works than this match all words, fewer words are required, step by step towards half
/// of them.
inline constexpr WorkNumber kFewWorks = 10;

/// The page of hits that the request asks for, totals and facet counts, exact. Pages behind the
/// last are empty. Throws: std::runtime_error, when the snapshot cannot be read.
Answer search(const OpenSnapshot& snapshot, const SearchRequest& request);

}  // namespace veille::search
