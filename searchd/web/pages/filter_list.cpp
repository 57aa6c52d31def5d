#include "searchd/web/pages/filter_list.h"

#include <algorithm>

#include "searchd/web/address.h"
#include "searchd/web/labels.h"
#include "searchd/web/pages/year_chart.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::SearchRequest;

/// One check box.
data check_box(const SearchRequest& request, Facet facet, const search::FacetCount& count,
               const std::string& label) {
  data out;
  out["parameter"] = data(std::string(to_string(facet)) + (count.excluded ? ".not" : ""));
  out["value"] = data(count.value);
  out["label"] = data(label);
  out["works"] = data(number(count.works, request.reader_language));
  out["checked"] = data(count.selected || count.excluded);
  out["excluded"] = data(count.excluded);
  return out;
}

/// The documents without a value are chosen like a value.
search::FacetCount unknown_of(const search::FacetCounts& counts, const SearchRequest& request) {
  const auto& excluded = request.selections[static_cast<std::size_t>(counts.facet)].none_of;
  const bool is_excluded = std::find(excluded.begin(), excluded.end(), "") != excluded.end();
  return {"unknown", "", counts.unknown, counts.unknown_selected, is_excluded};
}

bool is_open(Facet facet) {
  return facet == Facet::tag || facet == Facet::country || facet == Facet::language ||
         facet == Facet::year;
}

/// Whether the search is narrowed by this facet, or by what its part of the page holds besides.
bool is_narrowed(const SearchRequest& request, Facet facet) {
  return !request.selections[static_cast<std::size_t>(facet)].empty() ||
         (facet == Facet::country && !request.country_provenances.empty()) ||
         (facet == Facet::year && (request.since != 0 || request.until != 0));
}

void add_years(const PageContext& context, const search::FacetCounts& counts,
               const SearchRequest& request, data& out) {
  const auto& chosen = request.selections[static_cast<std::size_t>(Facet::year)].any_of;
  add_year_chart(
      context, counts.histogram,
      [&](const std::string& year) { return search_address(toggled(request, Facet::year, year)); },
      [&](const std::string& year) {
        return std::find(chosen.begin(), chosen.end(), year) != chosen.end();
      },
      out);
}

void add_links(const PageContext& context, const search::FacetCounts& counts,
               const SearchRequest& request, data& out) {
  const std::string name = facet_name(counts.facet, context.language);
  SearchRequest first = request;
  first.page = 1;
  out["all_address"] =
      data(address(std::string("/facets/") + to_string(counts.facet), search_parameters(first)));
  out["all_values"] =
      data(context.texts().count("all_values", static_cast<long long>(counts.total_values)));
  out["find_value"] = data(context.texts().format("find_value", {{"name", name}}));
  const bool narrowed = is_narrowed(request, counts.facet);
  out["clear_one"] =
      text(narrowed ? search_address(without_facet(request, counts.facet)) : std::string());
  out["clear_one_label"] = data(context.texts().format("clear_one", {{"name", name}}));
}

data group(const PageContext& context, const search::FacetCounts& counts,
           const SearchRequest& request) {
  data values = list();
  for (const auto& v : counts.values)
    values << check_box(request, counts.facet, v,
                        facet_label(counts.facet, v, request.reader_language));
  const auto unknown = unknown_of(counts, request);
  if (unknown.works > 0 || unknown.selected || unknown.excluded)
    values << check_box(request, counts.facet, unknown, context.texts().get("unknown"));
  data out;
  out["facet"] = data(std::string(to_string(counts.facet)));
  out["name"] = data(facet_name(counts.facet, context.language));
  out["values"] = std::move(values);
  out["more"] = data(counts.more);
  out["open"] = data(is_open(counts.facet) || is_narrowed(request, counts.facet));
  out["is_year"] = data(counts.facet == Facet::year);
  if (counts.facet == Facet::year) add_years(context, counts, request, out);
  add_links(context, counts, request, out);
  return out;
}

}  // namespace

data filter_list(const PageContext& context, const search::Answer& answer,
                 const SearchRequest& request) {
  data out = list();
  for (const auto& counts : answer.facets) {
    const bool something = !counts.values.empty() || is_narrowed(request, counts.facet);
    if (something) out << group(context, counts, request);
  }
  return out;
}

}  // namespace veille::web
