#include "searchd/api/parameters.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <set>

#include "searchd/api/hit_json.h"
#include "searchd/api/values.h"
#include "veille/analysis.h"
#include "veille/locale.h"
#include "veille/nearest.h"

namespace veille::api {
namespace {

using search::SearchRequest;
using search::Sort;

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= list.size();) {
    const auto end = std::min(list.find(',', begin), list.size());
    if (end > begin) out.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::optional<Error> set_facets(const std::string& text, SearchParameters& out) {
  out.search.counted.clear();
  for (const auto& name : split(text)) {
    if (name == "none") continue;
    const auto facet = facet_named(name);
    if (!facet)
      return bad_parameter(
          "facets", "there is no facet \"" + name + "\"",
          "the facets are tag, country, language, year, source, kind, author; or none");
    if (std::find(out.search.counted.begin(), out.search.counted.end(), *facet) ==
        out.search.counted.end())
      out.search.counted.push_back(*facet);
  }
  return std::nullopt;
}

std::optional<Error> set_fields(const std::string& text, SearchParameters& out) {
  for (const auto& name : split(text)) {
    const auto& known = hit_fields();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const auto near = nearest(name, known);
      return bad_parameter(
          "fields", "results have no field \"" + name + "\"",
          near.empty() ? "see API.md for the fields" : "did you mean \"" + near + "\"?");
    }
    if (std::find(out.fields.begin(), out.fields.end(), name) == out.fields.end())
      out.fields.push_back(name);
  }
  return std::nullopt;
}

std::optional<Error> set_sort(const std::string& text, SearchParameters& out) {
  const std::pair<const char*, Sort> kSorts[] = {{"relevance", Sort::relevance},
                                                 {"newest", Sort::newest},
                                                 {"oldest", Sort::oldest},
                                                 {"title", Sort::title}};
  for (const auto& [name, sort] : kSorts) {
    if (text != name) continue;
    out.search.sort = sort;
    return std::nullopt;
  }
  return bad_parameter("sort", "there is no order \"" + text + "\"",
                       "use relevance, newest, oldest or title");
}

std::optional<Error> set_date(const std::string& name, const std::string& text,
                              std::uint32_t& out) {
  const auto found = parse_day(text, name == "until");
  if (!found)
    return bad_parameter(name, "\"" + text + "\" is no date", "write YYYY, YYYY-MM or YYYY-MM-DD");
  out = *found;
  return std::nullopt;
}

std::optional<Error> set_count(const std::string& name, const std::string& text, std::size_t least,
                               std::size_t most, std::size_t& out) {
  const auto value = to_number(text);
  if (!value || *value < least || *value > most) {
    return bad_parameter(name, "\"" + text + "\" is no number that can be used here",
                         "use " + std::to_string(least) + " to " + std::to_string(most));
  }
  out = *value;
  return std::nullopt;
}

using Setter = std::function<std::optional<Error>(const std::string&, SearchParameters&)>;

/// A parameter that has two values, one for yes and one for no.
std::pair<std::string, Setter> one_of(const std::string& name, const std::string& yes,
                                      const std::string& no, bool SearchRequest::*flag) {
  return {name, [=](const std::string& text, SearchParameters& out) -> std::optional<Error> {
            if (text != yes && text != no)
              return bad_parameter(name, "\"" + text + "\" is no value of it",
                                   "use " + yes + " or " + no);
            out.search.*flag = text == yes;
            return std::nullopt;
          }};
}

const std::vector<std::pair<std::string, Setter>>& single_setters() {
  static const std::vector<std::pair<std::string, Setter>> kSetters = {
      {"q",
       [](const std::string& v, SearchParameters& p) {
         p.search.text = v;
         return std::nullopt;
       }},
      {"since", [](const std::string& v,
                   SearchParameters& p) { return set_date("since", v, p.search.since); }},
      {"until", [](const std::string& v,
                   SearchParameters& p) { return set_date("until", v, p.search.until); }},
      {"sort", set_sort},
      {"page",
       [](const std::string& v, SearchParameters& p) {
         return set_count("page", v, 1, search::kMaxRank, p.search.page);
       }},
      {"per_page",
       [](const std::string& v, SearchParameters& p) {
         return set_count("per_page", v, 1, kMaxPerPage, p.search.per_page);
       }},
      {"facet_values",
       [](const std::string& v, SearchParameters& p) {
         return set_count("facet_values", v, 0, kMaxFacetValues, p.search.facet_values);
       }},
      one_of("collapse", "work", "none", &SearchRequest::by_work),
      one_of("typing", "1", "0", &SearchRequest::typing),
      one_of("explain", "true", "false", &SearchRequest::explain),
      one_of("correct", "true", "false", &SearchRequest::correct),
      one_of("synonyms", "true", "false", &SearchRequest::synonyms),
      {"facets", set_facets},
      {"fields", set_fields},
      {"hl", [](const std::string&, SearchParameters&) { return std::nullopt; }},
  };
  return kSetters;
}

/// Of what was given wrongly, as much as is said again.
constexpr std::size_t kShownBytes = 80;
constexpr const char* kProvenance = "country.provenance";

std::vector<std::string> parameter_names() {
  std::vector<std::string> out = {kProvenance};
  for (const auto& [name, setter] : single_setters()) out.push_back(name);
  for (const Facet facet : kFacets) {
    out.push_back(to_string(facet));
    out.push_back(std::string(to_string(facet)) + ".not");
  }
  return out;
}

bool is_parameter(const std::string& name) {
  const auto all = parameter_names();
  return std::find(all.begin(), all.end(), name) != all.end();
}

std::optional<Error> add_provenance(const std::string& text, SearchRequest& out) {
  const auto provenance = provenance_named(text);
  if (!provenance)
    return bad_parameter(kProvenance,
                         "\"" + std::string(cut_utf8(text, 80)) + "\" is no provenance",
                         "use declared, source, title, text or link");
  auto& list = out.country_provenances;
  if (std::find(list.begin(), list.end(), *provenance) == list.end()) list.push_back(*provenance);
  return std::nullopt;
}

/// A facet's parameter ("tag", "tag.not") is taken over; nothing when the name is none.
std::optional<std::optional<Error>> set_selection(const std::string& name, const std::string& text,
                                                  SearchRequest& out) {
  const bool excluded = name.ends_with(".not");
  const auto facet = facet_named(excluded ? name.substr(0, name.size() - 4) : name);
  if (!facet) return std::nullopt;
  const auto value = facet_value(*facet, text);
  if (!value)
    return std::optional<Error>(
        bad_parameter(name, "\"" + text + "\" is no value of this facet", facet_help(*facet)));
  auto& selection = out.selections[static_cast<std::size_t>(*facet)];
  auto& list = excluded ? selection.none_of : selection.any_of;
  if (list.size() >= kMaxFilterValues)
    return std::optional<Error>(bad_parameter(name, "too many values are given",
                                              "give at most " + std::to_string(kMaxFilterValues)));
  if (std::find(list.begin(), list.end(), *value) == list.end()) list.push_back(*value);
  return std::optional<Error>();
}

Error unknown_parameter(const std::string& name) {
  const auto near = nearest(name, parameter_names());
  const std::string shown(cut_utf8(name, kShownBytes));
  return {"unknown_parameter", "there is no parameter \"" + shown + "\"", shown, 0,
          near.empty() ? "see API.md for the parameters" : "did you mean \"" + near + "\"?"};
}

std::optional<Error> set_parameter(const std::string& name, const std::string& text,
                                   std::set<std::string>& seen, SearchParameters& out) {
  if (text.empty())
    return is_parameter(name) ? std::nullopt : std::optional<Error>(unknown_parameter(name));
  if (name == kProvenance) return add_provenance(text, out.search);
  if (const auto selected = set_selection(name, text, out.search)) return *selected;
  const auto& setters = single_setters();
  const auto setter =
      std::find_if(setters.begin(), setters.end(), [&](const auto& s) { return s.first == name; });
  if (setter == setters.end()) return unknown_parameter(name);
  if (!seen.insert(name).second)
    return Error{"repeated_parameter", "\"" + name + "\" is given twice", name, 0, "give it once"};
  return setter->second(text, out);
}

}  // namespace

Error unknown_parameter_here(const std::string& name, const std::string& mend) {
  const std::string shown(cut_utf8(name, kShownBytes));
  return {"unknown_parameter", "there is no parameter \"" + shown + "\" here", shown, 0, mend};
}

std::optional<Error> find_page_parameter(const Request& request, bool fields_may_be_chosen) {
  static const std::vector<std::string> kOfPages = {"page",         "per_page", "facets",
                                                    "facet_values", "explain",  "typing"};
  for (const auto& [name, value] : request.params) {
    const bool of_page = std::find(kOfPages.begin(), kOfPages.end(), name) != kOfPages.end();
    if (of_page || (name == "fields" && !fields_may_be_chosen))
      return unknown_parameter_here(name, "leave it out: this is about all results");
  }
  return std::nullopt;
}

Result<std::string> parse_language(const Request& request) {
  for (const auto& [name, value] : request.params) {
    if (name != "hl" || value.empty()) continue;
    const auto language = primary_language(value);
    const auto& known = ui_languages();
    if (std::find(known.begin(), known.end(), language) != known.end()) return language;
    std::string list;
    for (const auto& one : known) list += (list.empty() ? "" : ", ") + one;
    return bad_parameter("hl", "the page does not speak \"" + value + "\"", "use one of " + list);
  }
  return negotiate_language(request.accept_language, ui_languages());
}

Result<std::string> parse_only_language(const Request& request) {
  std::size_t given = 0;
  for (const auto& [name, value] : request.params) {
    if (name != "hl") return unknown_parameter_here(name, "leave it out");
    if (!value.empty() && ++given > 1)
      return Error{"repeated_parameter", "\"hl\" is given twice", name, 0, "give it once"};
  }
  return parse_language(request);
}

Result<SearchParameters> parse_search(const Request& request) {
  SearchParameters out;
  out.search.counted.assign(std::begin(kFacets), std::end(kFacets));
  auto language = parse_language(request);
  if (!language) return language.error();
  out.search.reader_language = *language;
  std::set<std::string> seen;
  for (const auto& [name, value] : request.params) {
    if (auto error = set_parameter(name, value, seen, out)) return *error;
  }
  if (out.search.page * out.search.per_page > search::kMaxRank) {
    return bad_parameter(
        "page", "results behind the first " + std::to_string(search::kMaxRank) + " are not shown",
        "narrow the search");
  }
  return out;
}

}  // namespace veille::api
