// Searches that ask for counts alone.
#pragma once

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/pivot.h"
#include "searchd/search/request.h"
#include "searchd/search/value_list.h"

namespace veille::search {

/// The values of one facet in a search, counted as in its answer, listed as `listing` asks for.
/// Throws: std::runtime_error, when the snapshot cannot be read.
FacetCounts search_facet(const OpenSnapshot& snapshot, const SearchRequest& request, Facet facet,
                         const ValueListing& listing);

/// What the search finds, by two facets.
/// Throws: std::runtime_error, when the snapshot cannot be read.
Pivot search_pivot(const OpenSnapshot& snapshot, const SearchRequest& request,
                   const PivotRequest& pivot);

}  // namespace veille::search
