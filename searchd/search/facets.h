// Facet counts: exact, in works.
#pragma once

#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/filter.h"
#include "searchd/search/open_snapshot.h"

namespace veille::search {

/// The counts of `request.counted`, in that order. `matching` are the documents that match the
/// words; filters are applied here, for each facet all but its own, so that the siblings of a
/// selected value keep their counts.
std::vector<FacetCounts> count_facets(const OpenSnapshot& snapshot, const Bitmap& matching,
                                      const Filters& filters, const SearchRequest& request);

}  // namespace veille::search
