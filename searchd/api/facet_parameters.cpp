#include "searchd/api/facet_parameters.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "searchd/api/values.h"
#include "searchd/web/labels.h"
#include "veille/analysis.h"
#include "veille/nearest.h"

namespace veille::api {
namespace {

using search::ValueOrder;

Error bad(const std::string& name, const std::string& what, const std::string& mend) {
  return {"bad_parameter", what, name, 0, mend};
}

std::string shown(const std::string& text) { return "\"" + std::string(cut_utf8(text, 80)) + "\""; }

/// A request's parameters, a route's own apart from those of the search.
struct Parted {
  std::map<std::string, std::string> own;  ///< without empty ones
  SearchParameters search;
};

Result<Parted> part(const Request& request, const std::vector<std::string>& names) {
  Parted out;
  Request rest = request;
  rest.params.clear();
  for (const auto& [name, value] : request.params) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      rest.params.emplace_back(name, value);
    } else if (!value.empty() && !out.own.emplace(name, value).second) {
      return Error{"repeated_parameter", "\"" + name + "\" is given twice", name, 0,
                   "give it once"};
    }
  }
  auto search = parse_search(rest);
  if (!search) {
    Error error = search.error();
    const auto near = error.code == "unknown_parameter" ? nearest(error.where, names) : "";
    if (!near.empty()) error.mend = "did you mean \"" + near + "\"?";
    return error;
  }
  out.search = std::move(*search);
  return out;
}

std::optional<Error> set_limit(const Parted& given, const std::string& name, std::size_t most,
                               std::size_t& out) {
  const auto found = given.own.find(name);
  if (found == given.own.end()) return std::nullopt;
  const auto value = to_number(found->second);
  if (!value || *value < 1 || *value > most)
    return bad(name, shown(found->second) + " is no number that can be used here",
               "use 1 to " + std::to_string(most));
  out = *value;
  return std::nullopt;
}

std::optional<Error> set_facet(const Parted& given, const std::string& name, Facet& out) {
  const auto found = given.own.find(name);
  if (found == given.own.end())
    return bad(name, "\"" + name + "\" is missing", "name a facet: " + facet_names());
  const auto facet = facet_named(found->second);
  if (!facet)
    return bad(name, "there is no facet " + shown(found->second),
               "the facets are " + facet_names());
  out = *facet;
  return std::nullopt;
}

/// The place of the value among `words`; `out` stays when it is not given.
std::optional<Error> set_word(const Parted& given, const std::string& name,
                              const std::vector<std::string>& words, std::size_t& out) {
  const auto found = given.own.find(name);
  if (found == given.own.end()) return std::nullopt;
  const auto word = std::find(words.begin(), words.end(), found->second);
  if (word == words.end()) {
    std::string list;
    for (const auto& one : words) list += (list.empty() ? "" : ", ") + one;
    return bad(name, shown(found->second) + " is no value of it", "use one of " + list);
  }
  out = static_cast<std::size_t>(word - words.begin());
  return std::nullopt;
}

}  // namespace

std::string facet_names() {
  std::string out;
  for (const Facet facet : kFacets)
    out += (out.empty() ? "" : ", ") + std::string(to_string(facet));
  return out;
}

Result<FacetParameters> parse_facet(const Request& request, Facet facet) {
  auto given = part(request, {"prefix", "limit", "order"});
  if (!given) return given.error();
  FacetParameters out;
  out.listing.limit = 20;
  if (auto error = set_limit(*given, "limit", kMaxListedValues, out.listing.limit)) return *error;
  std::size_t order = 0;
  if (auto error = set_word(*given, "order", {"works", "value", "label"}, order)) return *error;
  constexpr ValueOrder kOrders[] = {ValueOrder::works, ValueOrder::value, ValueOrder::label};
  out.listing.order = kOrders[order];
  out.listing.prefix = vocabulary_key(given->own["prefix"]);
  out.search = std::move(given->search);
  out.listing.label =
      [facet, language = out.search.search.reader_language](const search::FacetCount& value) {
        return web::facet_label(facet, value, language);
      };
  return out;
}

Result<PivotParameters> parse_pivot(const Request& request) {
  auto given = part(request, {"rows", "columns", "limit_rows", "limit_columns", "format"});
  if (!given) return given.error();
  PivotParameters out;
  search::PivotRequest& pivot = out.pivot;
  if (auto error = set_facet(*given, "rows", pivot.rows)) return *error;
  if (auto error = set_facet(*given, "columns", pivot.columns)) return *error;
  if (pivot.rows == pivot.columns)
    return bad("columns", "rows and columns are the same facet", "name two facets");
  if (auto error = set_limit(*given, "limit_rows", kMaxPivotValues, pivot.limit_rows))
    return *error;
  if (auto error = set_limit(*given, "limit_columns", kMaxPivotValues, pivot.limit_columns))
    return *error;
  std::size_t format = 0;
  if (auto error = set_word(*given, "format", {"json", "csv"}, format)) return *error;
  out.csv = format == 1;
  out.search = std::move(given->search);
  return out;
}

}  // namespace veille::api
