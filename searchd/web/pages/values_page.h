// All values of one facet in a search.
#pragma once

#include <string>

#include "searchd/search/answer.h"
#include "searchd/search/request.h"
#include "searchd/search/value_list.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// The values that `counts` lists, each a link to the search with it; without words and filters to
/// the page of the value, where it has one. `prefix` is what was asked for, as typed.
std::string values_page(const PageContext& context, const search::FacetCounts& counts,
                        const search::SearchRequest& request, const search::ValueListing& listing,
                        const std::string& prefix);

}  // namespace veille::web
