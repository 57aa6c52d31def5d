#include "searchd/api/facet_parameters.h"

#include <utility>

#include "searchd/api/own_parameters.h"
#include "searchd/api/values.h"
#include "searchd/web/labels.h"
#include "veille/analysis.h"

namespace veille::api {

Result<FacetParameters> parse_facet(const Request& request, Facet facet) {
  auto given = take_own_parameters(request, {"prefix", "limit", "order", "format"});
  if (!given) return given.error();
  FacetParameters out;
  out.listing.limit = 20;
  if (auto error = set_limit(*given, "limit", kMaxListedValues, out.listing.limit)) return *error;
  std::size_t order = 0;
  if (auto error = set_word(*given, "order", {"works", "value", "label"}, order)) return *error;
  using search::ValueOrder;
  constexpr ValueOrder kOrders[] = {ValueOrder::works, ValueOrder::value, ValueOrder::label};
  out.listing.order = kOrders[order];
  if (auto error = set_format(*given, out.csv)) return *error;
  out.listing.prefix = vocabulary_key(given->own["prefix"]);
  out.search = std::move(given->search);
  out.listing.label =
      [facet, language = out.search.search.reader_language](const search::FacetCount& value) {
        return web::facet_label(facet, value, language);
      };
  return out;
}

Result<PivotParameters> parse_pivot(const Request& request) {
  auto given =
      take_own_parameters(request, {"rows", "columns", "limit_rows", "limit_columns", "format"});
  if (!given) return given.error();
  PivotParameters out;
  search::PivotRequest& pivot = out.pivot;
  if (auto error = set_facet(*given, "rows", pivot.rows)) return *error;
  if (auto error = set_facet(*given, "columns", pivot.columns)) return *error;
  if (pivot.rows == pivot.columns)
    return bad_parameter("columns", "rows and columns are the same facet", "name two facets");
  if (auto error = set_limit(*given, "limit_rows", kMaxPivotValues, pivot.limit_rows))
    return *error;
  if (auto error = set_limit(*given, "limit_columns", kMaxPivotValues, pivot.limit_columns))
    return *error;
  if (auto error = set_format(*given, out.csv)) return *error;
  out.search = std::move(given->search);
  return out;
}

}  // namespace veille::api
