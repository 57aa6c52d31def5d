// Results as values for their template.
#pragma once

#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/request.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// One entry for each hit, in order; links lead to the same search with one value more.
data result_list(const PageContext& context, const std::vector<search::Hit>& hits,
                 const search::SearchRequest& request);

}  // namespace veille::web
