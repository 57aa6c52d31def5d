// What a search finds by two facets, as a table.
#pragma once

#include <string>

#include "searchd/search/pivot.h"
#include "searchd/search/request.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// The table with shades, and forms to choose other rows and columns.
std::string pivot_page(const PageContext& context, const search::Pivot& pivot,
                       const search::SearchRequest& request, const search::PivotRequest& asked);

}  // namespace veille::web
