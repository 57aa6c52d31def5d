// Works by two facets as a table with shades, each cell a link to its search.
#pragma once

#include "searchd/search/pivot.h"
#include "searchd/search/request.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

enum class RowOrder { as_counted, by_value_descending };

/// Adds to a page the `columns` and `rows` of the table; *unknown* is left out where it has no
/// works. A cell has no address where no search has its count: where other values of its facet are
/// selected.
void add_table(const PageContext& context, const search::Pivot& pivot,
               const search::SearchRequest& request, RowOrder order, data& page);

}  // namespace veille::web
