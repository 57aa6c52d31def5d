// The search page: complete without JavaScript.
#pragma once

#include <string>

#include "searchd/search/answer.h"
#include "searchd/search/request.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// The whole page for an answer: search box, results, facets with counts and check boxes, what is
/// chosen, paging, and ways to take the results away.
///
/// `unfiltered`  where nothing was found with filters: the works that are found without them.
std::string search_page(const PageContext& context, const search::Answer& answer,
                        const search::SearchRequest& request, std::uint32_t unfiltered);

}  // namespace veille::web
