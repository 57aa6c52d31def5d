#include "searchd/web/pages/pivot_page.h"

#include "searchd/web/labels.h"
#include "searchd/web/pages/chosen.h"
#include "searchd/web/pages/table.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

data facet_choice(const PageContext& context, Facet chosen) {
  data out = list();
  for (const Facet facet : kFacets) {
    data one;
    one["value"] = data(std::string(to_string(facet)));
    one["label"] = data(facet_name(facet, context.language));
    one["selected"] = data(facet == chosen);
    out << one;
  }
  return out;
}

/// The parameters of the pivot itself; limits only where they are not the usual ones.
Parameters own_parameters(const search::PivotRequest& asked) {
  const search::PivotRequest usual;
  Parameters out = {{"rows", to_string(asked.rows)}, {"columns", to_string(asked.columns)}};
  if (asked.limit_rows != usual.limit_rows)
    out.emplace_back("limit_rows", std::to_string(asked.limit_rows));
  if (asked.limit_columns != usual.limit_columns)
    out.emplace_back("limit_columns", std::to_string(asked.limit_columns));
  return out;
}

std::string more_text(const PageContext& context, const search::Pivot& pivot) {
  std::string names;
  for (const auto* side : {&pivot.rows, &pivot.columns}) {
    if (side->more)
      names += (names.empty() ? "" : ", ") + facet_name(side->facet, context.language);
  }
  return names.empty() ? "" : context.texts().format("pivot_more", {{"names", names}});
}

}  // namespace

std::string pivot_page(const PageContext& context, const search::Pivot& pivot,
                       const search::SearchRequest& request, const search::PivotRequest& asked) {
  const auto own = own_parameters(asked);
  auto all = own;
  for (auto& parameter : search_parameters(request)) all.push_back(std::move(parameter));
  Frame frame;
  frame.title = context.texts().get("pivot_title");
  frame.path = "/pivot";
  frame.parameters = own;
  for (auto& parameter : parameters_but_language(request))
    frame.parameters.push_back(std::move(parameter));
  data values;
  values["understood"] = text(request.text);
  add_chosen(context, request, frame.path, own, values);
  auto kept = search_parameters(request);
  kept.insert(kept.end(), own.begin() + 2, own.end());
  values["hidden"] = hidden_fields(kept);
  values["row_facets"] = facet_choice(context, asked.rows);
  values["column_facets"] = facet_choice(context, asked.columns);
  values["total"] = data(context.texts().count("works", pivot.works));
  values["works"] = data(number(pivot.works, context.language));
  values["found"] = data(pivot.works > 0);
  add_table(context, pivot, request, RowOrder::as_counted, values);
  values["more"] = text(more_text(context, pivot));
  values["search"] = data(search_address(request));
  values["json"] = data(address("/api/v1/pivot", all));
  all.emplace_back("format", "csv");
  values["csv"] = data(address("/api/v1/pivot", all));
  return page(context, frame, "pivot", std::move(values));
}

}  // namespace veille::web
