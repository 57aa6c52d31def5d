// The filters that are chosen, each with a link that takes it back.
#pragma once

#include "searchd/search/request.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// How many values, dates and provenances are chosen.
std::size_t count_filters(const search::SearchRequest& request);

/// Adds to a page `filtered`, `chips` (each the label of one filter and the address of the search
/// without it, under `path` and with `more` parameters) and `clear_address`.
void add_chosen(const PageContext& context, const search::SearchRequest& request,
                const std::string& path, const Parameters& more, data& page);

}  // namespace veille::web
