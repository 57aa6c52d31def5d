// Facet counts: exact, in works.
#pragma once

#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/matching.h"
#include "searchd/search/value_list.h"

namespace veille::search {

/// The counts of `request.counted`, in that order. Each facet is counted with all filters but the
/// selection of its own values, so that the siblings of a selected value keep their counts;
/// exclusions always hold.
std::vector<FacetCounts> count_facets(const OpenSnapshot& snapshot, const Matching& matching,
                                      const SearchRequest& request);

/// The counts of one facet, the values as `listing` asks for them.
FacetCounts count_facet(const OpenSnapshot& snapshot, const Matching& matching,
                        const SearchRequest& request, Facet facet, const ValueListing& listing);

}  // namespace veille::search
