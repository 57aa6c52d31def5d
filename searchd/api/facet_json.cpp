#include "searchd/api/facet_json.h"

#include <algorithm>
#include <utility>

#include "searchd/search/histogram.h"
#include "searchd/web/labels.h"

namespace veille::api {
namespace {

/// YYYY, as values of the facet are written.
std::string year_text(int year) {
  const std::string digits = std::to_string(year);
  return std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

}  // namespace

void write_facet(JsonWriter& out, const search::FacetCounts& facet, const std::string& language) {
  out.key("values");
  out.begin_array();
  for (const auto& v : facet.values) {
    out.begin_object();
    out.member("value", v.value);
    out.member("label", web::facet_label(facet.facet, v, language));
    out.member("works", v.works);
    out.member("selected", v.selected);
    if (v.excluded) out.member("excluded", true);
    out.end_object();
  }
  out.end_array();
  out.member("unknown", facet.unknown);
  out.member("more", facet.more);
  if (facet.facet != Facet::year) return;
  out.key("histogram");
  out.begin_array();
  for (const auto& bar : facet.histogram) {
    out.begin_object();
    out.member("value", year_text(bar.year));
    out.member("works", bar.works);
    out.end_object();
  }
  out.end_array();
}

std::string facet_values_json(const search::FacetCounts& facet, const Manifest& manifest,
                              const std::string& language) {
  JsonWriter out;
  out.begin_object();
  write_snapshot(out, manifest.id, manifest.built_at);
  out.member("facet", to_string(facet.facet));
  write_facet(out, facet, language);
  out.member("total_values", std::uint64_t{facet.total_values});
  out.end_object();
  return out.take();
}

}  // namespace veille::api
