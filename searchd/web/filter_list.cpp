#include "searchd/web/filter_list.h"

#include <algorithm>

#include "searchd/web/address.h"
#include "searchd/web/labels.h"
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
  return facet == Facet::tag || facet == Facet::country || facet == Facet::language;
}

data group(const search::FacetCounts& counts, const SearchRequest& request, const Texts& texts) {
  data values = list();
  bool chosen = false;
  for (const auto& v : counts.values) {
    values << check_box(request, counts.facet, v,
                        facet_label(counts.facet, v, request.reader_language));
    chosen = chosen || v.selected || v.excluded;
  }
  const auto unknown = unknown_of(counts, request);
  if (unknown.works > 0 || unknown.selected || unknown.excluded) {
    values << check_box(request, counts.facet, unknown, texts.get("unknown"));
    chosen = chosen || unknown.selected || unknown.excluded;
  }
  data out;
  out["name"] = data(texts.get(std::string("facet_") + to_string(counts.facet)));
  out["values"] = std::move(values);
  out["more"] = data(counts.more);
  out["open"] = data(chosen || is_open(counts.facet));
  return out;
}

}  // namespace

data filter_list(const search::Answer& answer, const SearchRequest& request, const Texts& texts) {
  data out = list();
  for (const auto& counts : answer.facets) {
    const auto unknown = unknown_of(counts, request);
    const bool something = !counts.values.empty() || unknown.selected || unknown.excluded;
    if (something) out << group(counts, request, texts);
  }
  return out;
}

data hidden_parameters(const SearchRequest& request) {
  data out = list();
  for (const auto& [name, value] : search_parameters(request)) {
    const bool kept = name == "since" || name == "until" || name == "correct" ||
                      name == "synonyms" || name == "per_page" || name == "hl" ||
                      name == "country.provenance";
    if (!kept) continue;
    data one;
    one["name"] = data(name);
    one["value"] = data(value);
    out << one;
  }
  return out;
}

std::size_t count_filters(const SearchRequest& request) {
  std::size_t n = (request.since != 0 ? 1 : 0) + (request.until != 0 ? 1 : 0) +
                  request.country_provenances.size();
  for (const auto& selection : request.selections)
    n += selection.any_of.size() + selection.none_of.size();
  return n;
}

}  // namespace veille::web
