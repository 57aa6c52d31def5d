#include "searchd/web/address.h"

#include <algorithm>

#include "searchd/search/facet_value.h"

namespace veille::web {
namespace {

using search::SearchRequest;
using search::Sort;

const char* name_of(Sort sort) {
  switch (sort) {
    case Sort::relevance:
      return "relevance";
    case Sort::newest:
      return "newest";
    case Sort::oldest:
      return "oldest";
    case Sort::title:
      return "title";
  }
  return "";
}

std::string spelt(const std::string& value) { return value.empty() ? "unknown" : value; }

void add_selections(const SearchRequest& request, Parameters& out) {
  for (const Facet facet : kFacets) {
    const auto& selection = request.selections[static_cast<std::size_t>(facet)];
    for (const auto& value : selection.any_of) out.emplace_back(to_string(facet), spelt(value));
    for (const auto& value : selection.none_of)
      out.emplace_back(std::string(to_string(facet)) + ".not", spelt(value));
  }
}

}  // namespace

std::string short_day(std::uint32_t day, bool last) {
  const std::string whole = search::iso_day(day);
  for (const std::size_t length : {std::size_t{4}, std::size_t{7}}) {
    if (search::parse_day(whole.substr(0, length), last) == day) return whole.substr(0, length);
  }
  return whole;
}

Parameters parameters_but_language(const SearchRequest& request) {
  Parameters out;
  if (!request.text.empty()) out.emplace_back("q", request.text);
  add_selections(request, out);
  for (const auto provenance : request.country_provenances)
    out.emplace_back("country.provenance", to_string(provenance));
  if (request.since != 0) out.emplace_back("since", short_day(request.since, false));
  if (request.until != 0) out.emplace_back("until", short_day(request.until, true));
  if (request.sort != Sort::relevance) out.emplace_back("sort", name_of(request.sort));
  if (request.per_page != SearchRequest().per_page)
    out.emplace_back("per_page", std::to_string(request.per_page));
  if (!request.correct) out.emplace_back("correct", "false");
  if (!request.synonyms) out.emplace_back("synonyms", "false");
  if (request.page != 1) out.emplace_back("page", std::to_string(request.page));
  return out;
}

Parameters search_parameters(const SearchRequest& request) {
  auto out = parameters_but_language(request);
  out.emplace_back("hl", request.reader_language);
  return out;
}

std::string address(const std::string& path, const Parameters& parameters) {
  std::string out = path;
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    out += separator + encode_component(name) + "=" + encode_component(value);
    separator = '&';
  }
  return out;
}

std::string search_address(const SearchRequest& request) {
  return address("/search", search_parameters(request));
}

std::string record_address(const std::string& id, const std::string& language) {
  return address("/publication/" + id, {{"hl", language}});
}

std::string overview_address(Facet facet, const std::string& value, const std::string& language) {
  return address("/" + std::string(to_string(facet)) + "/" + encode_component(value),
                 {{"hl", language}});
}

SearchRequest toggled(SearchRequest request, Facet facet, const std::string& value) {
  auto& list = request.selections[static_cast<std::size_t>(facet)].any_of;
  const auto found = std::find(list.begin(), list.end(), value);
  if (found == list.end())
    list.push_back(value);
  else
    list.erase(found);
  request.page = 1;
  return request;
}

SearchRequest selected(SearchRequest request, Facet facet, const std::string& value) {
  auto& selection = request.selections[static_cast<std::size_t>(facet)];
  selection.any_of = {value};
  request.page = 1;
  return request;
}

SearchRequest without_facet(SearchRequest request, Facet facet) {
  request.selections[static_cast<std::size_t>(facet)] = {};
  if (facet == Facet::country) request.country_provenances.clear();
  if (facet == Facet::year) request.since = request.until = 0;
  request.page = 1;
  return request;
}

SearchRequest cleared(SearchRequest request) {
  request.selections = {};
  request.country_provenances.clear();
  request.since = 0;
  request.until = 0;
  request.page = 1;
  return request;
}

std::string encode_component(const std::string& text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out.push_back(c);
    else
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

}  // namespace veille::web
