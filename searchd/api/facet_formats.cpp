#include "searchd/api/facet_formats.h"

#include "searchd/api/csv.h"
#include "searchd/search/histogram.h"
#include "searchd/web/labels.h"
#include "searchd/web/texts.h"

namespace veille::api {

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
  if (facet.unknown_selected) out.member("unknown_selected", true);
  out.member("more", facet.more);
  if (facet.facet != Facet::year) return;
  out.key("histogram");
  out.begin_array();
  for (const auto& bar : facet.histogram) {
    out.begin_object();
    out.member("value", web::year_value(bar.year));
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

std::string facet_values_csv(const search::FacetCounts& facet, const std::string& language) {
  std::string out = csv_line({"value", "label", "works"});
  for (const auto& v : facet.values)
    out += csv_line({v.value, web::facet_label(facet.facet, v, language), std::to_string(v.works)});
  return out + csv_line({"unknown", web::Texts::of(language).get("unknown"),
                         std::to_string(facet.unknown)});
}

}  // namespace veille::api
