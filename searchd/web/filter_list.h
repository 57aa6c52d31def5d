// The filters of the page, as values for its template.
#pragma once

#include "searchd/search/answer.h"
#include "searchd/search/request.h"
#include "searchd/web/template.h"
#include "searchd/web/texts.h"

namespace veille::web {

/// One group for each facet that has something to choose, in the answer's order. A value is a check
/// box; an excluded one is a ticked box of the exclusion, so that it can be taken back.
data filter_list(const search::Answer& answer, const search::SearchRequest& request,
                 const Texts& texts);

/// What the form does not show and must be sent along with it.
data hidden_parameters(const search::SearchRequest& request);

/// How many filters the search has.
std::size_t count_filters(const search::SearchRequest& request);

}  // namespace veille::web
