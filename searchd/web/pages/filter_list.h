// The filters of the search page as values for its template.
#pragma once

#include "searchd/search/answer.h"
#include "searchd/search/request.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// One group for each facet that has something to choose, in the answer's order. A value is a check
/// box; an excluded one is a ticked box of the exclusion, so that it can be taken back. Years have
/// bars besides, and a facet with more values than are shown a link to all of them.
data filter_list(const PageContext& context, const search::Answer& answer,
                 const search::SearchRequest& request);

}  // namespace veille::web
