#include "searchd/api/own_parameters.h"

#include <algorithm>
#include <utility>

#include "searchd/api/values.h"
#include "veille/nearest.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

std::string shown(const std::string& text) { return "\"" + std::string(cut_utf8(text, 80)) + "\""; }

}  // namespace

Result<OwnParameters> take_own_parameters(const Request& request,
                                          const std::vector<std::string>& names) {
  OwnParameters out;
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

std::optional<Error> set_limit(const OwnParameters& given, const std::string& name,
                               std::size_t most, std::size_t& out) {
  const auto found = given.own.find(name);
  if (found == given.own.end()) return std::nullopt;
  const auto value = to_number(found->second);
  if (!value || *value < 1 || *value > most)
    return bad_parameter(name, shown(found->second) + " is no number that can be used here",
                         "use 1 to " + std::to_string(most));
  out = *value;
  return std::nullopt;
}

std::optional<Error> set_facet(const OwnParameters& given, const std::string& name, Facet& out) {
  const auto found = given.own.find(name);
  if (found == given.own.end())
    return bad_parameter(name, "\"" + name + "\" is missing", "name a facet: " + facet_names());
  const auto facet = facet_named(found->second);
  if (!facet)
    return bad_parameter(name, "there is no facet " + shown(found->second),
                         "the facets are " + facet_names());
  out = *facet;
  return std::nullopt;
}

/// The place of the value among `words`; `out` stays when it is not given.
std::optional<Error> set_word(const OwnParameters& given, const std::string& name,
                              const std::vector<std::string>& words, std::size_t& out) {
  const auto found = given.own.find(name);
  if (found == given.own.end()) return std::nullopt;
  const auto word = std::find(words.begin(), words.end(), found->second);
  if (word == words.end()) {
    std::string list;
    for (const auto& one : words) list += (list.empty() ? "" : ", ") + one;
    return bad_parameter(name, shown(found->second) + " is no value of it", "use one of " + list);
  }
  out = static_cast<std::size_t>(word - words.begin());
  return std::nullopt;
}

std::optional<Error> set_format(const OwnParameters& given, bool& csv) {
  std::size_t format = 0;
  auto error = set_word(given, "format", {"json", "csv"}, format);
  csv = format == 1;
  return error;
}

std::string facet_names() {
  std::string out;
  for (const Facet facet : kFacets)
    out += (out.empty() ? "" : ", ") + std::string(to_string(facet));
  return out;
}

}  // namespace veille::api
