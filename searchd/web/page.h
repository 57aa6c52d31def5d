// The search page: complete without JavaScript.
#pragma once

#include <string>

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"
#include "veille/result.h"

namespace veille::web {

/// The whole page for an answer: search box, results, facets with counts and check boxes, paging,
/// languages.
std::string search_page(const search::Answer& answer, const search::SearchRequest& request,
                        const search::OpenSnapshot& snapshot, const std::string& public_url);

/// A page that says what was wrong with the address.
std::string error_page(const Error& error, const std::string& language,
                       const std::string& public_url);

}  // namespace veille::web
