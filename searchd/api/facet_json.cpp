#include "searchd/api/facet_json.h"

#include <algorithm>
#include <utility>

#include "searchd/search/histogram.h"
#include "searchd/web/labels.h"

namespace veille::api {
namespace {

using json = nlohmann::ordered_json;

/// YYYY, as values of the facet are written.
std::string year_text(int year) {
  const std::string digits = std::to_string(year);
  return std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

json histogram_json(const std::vector<search::YearCount>& bars) {
  json out = json::array();
  for (const auto& bar : bars)
    out.push_back({{"value", year_text(bar.year)}, {"works", bar.works}});
  return out;
}

}  // namespace

json facet_json(const search::FacetCounts& facet, const std::string& language) {
  json values = json::array();
  for (const auto& v : facet.values) {
    json one = {{"value", v.value},
                {"label", web::facet_label(facet.facet, v, language)},
                {"works", v.works},
                {"selected", v.selected}};
    if (v.excluded) one["excluded"] = true;
    values.push_back(std::move(one));
  }
  json out = {{"values", std::move(values)}, {"unknown", facet.unknown}, {"more", facet.more}};
  if (facet.facet == Facet::year) out["histogram"] = histogram_json(facet.histogram);
  return out;
}

std::string facet_values_json(const search::FacetCounts& facet, const Manifest& manifest,
                              const std::string& language) {
  json out = {{"snapshot", {{"id", manifest.id}, {"built_at", manifest.built_at}}},
              {"facet", to_string(facet.facet)}};
  out.update(facet_json(facet, language));
  out["total_values"] = facet.total_values;
  return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace veille::api
