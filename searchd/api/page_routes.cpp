#include "searchd/api/page_routes.h"

#include <algorithm>
#include <utility>

#include "searchd/api/export.h"
#include "searchd/api/facet_parameters.h"
#include "searchd/api/facts.h"
#include "searchd/api/own_parameters.h"
#include "searchd/api/problem.h"
#include "searchd/api/receipt.h"
#include "searchd/api/values.h"
#include "searchd/search/facet_search.h"
#include "searchd/search/hits.h"
#include "searchd/search/search.h"
#include "searchd/web/pages/chosen.h"
#include "searchd/web/pages/cite_page.h"
#include "searchd/web/pages/error_page.h"
#include "searchd/web/pages/overview_page.h"
#include "searchd/web/pages/pivot_page.h"
#include "searchd/web/pages/publication_page.h"
#include "searchd/web/pages/search_page.h"
#include "searchd/web/pages/values_page.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

using search::SearchRequest;

constexpr std::size_t kNewestShown = 10;
constexpr std::size_t kYearsOfOverview = 100;

/// A request for a page, and what answers it.
struct PageRequest {
  const Service& service;
  const search::OpenSnapshot& snapshot;
  const Request& request;

  web::PageContext context(const std::string& language) const {
    return {snapshot, service.site, language};
  }
};

Response html(std::string body) {
  Response out;
  out.content_type = "text/html; charset=utf-8";
  out.body = std::move(body);
  out.headers.emplace_back("Content-Security-Policy",
                           "default-src 'none'; style-src 'self'; script-src 'self'; img-src "
                           "'self'; connect-src 'self'; "
                           "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  return out;
}

Response fail(const PageRequest& page, const Error& error, int status) {
  Request only_accepted;
  only_accepted.accept_language = page.request.accept_language;
  const auto asked = parse_language(page.request);
  const auto context = page.context(asked ? *asked : *parse_language(only_accepted));
  Response out = html(web::error_page(context, error, status == 404));
  out.status = status;
  out.headers.emplace_back("Cache-Control", "no-store");
  out.facts.problem = error.code;
  return out;
}

Response fail(const PageRequest& page, const Error& error) {
  return fail(page, error, status_of(error));
}

/// Where pages do not know a parameter that the API has.
std::optional<Error> find_parameter(const Request& request,
                                    std::initializer_list<const char*> all) {
  for (const auto& [name, value] : request.params) {
    if (std::find(all.begin(), all.end(), name) != all.end())
      return unknown_parameter_here(name, "leave it out");
  }
  return std::nullopt;
}

/// Every facet is shown with the values that fit the search.
Response search_route(const PageRequest& page) {
  auto parameters = parse_search(page.request);
  if (!parameters) return fail(page, parameters.error());
  SearchRequest& request = parameters->search;
  request.counted.assign(std::begin(kFacets), std::end(kFacets));
  request.by_work = true;
  const auto answer = search::search(page.snapshot, request);
  std::uint32_t unfiltered = 0;
  if (answer.works == 0 && web::count_filters(request) > 0) {
    SearchRequest other = web::cleared(request);
    other.counted.clear();
    other.per_page = 1;
    unfiltered = search::search(page.snapshot, other).works;
  }
  Response out =
      html(web::search_page(page.context(request.reader_language), answer, request, unfiltered));
  add_facts(out, request, answer);
  return out;
}

Response values_route(const PageRequest& page, const std::string& name) {
  const auto facet = facet_named(name);
  if (!facet)
    return fail(
        page, {"facet_unknown", "there is no facet \"" + std::string(cut_utf8(name, 80)) + "\"", "",
               0, "the facets are " + facet_names()});
  if (const auto error = find_parameter(page.request, {"limit", "format"}))
    return fail(page, *error);
  auto parameters = parse_facet(page.request, *facet);
  if (!parameters) return fail(page, parameters.error());
  parameters->listing.limit = kMaxListedValues;
  SearchRequest& request = parameters->search.search;
  request.page = 1;
  std::string prefix;
  for (const auto& [parameter, value] : page.request.params)
    if (parameter == "prefix") prefix = value;
  const auto counts = search::search_facet(page.snapshot, request, *facet, parameters->listing);
  return html(web::values_page(page.context(request.reader_language), counts, request,
                               parameters->listing, prefix));
}

/// Tags by countries, where the request names no others.
Request with_two_facets(Request request) {
  const auto given = [&](const std::string& name) {
    for (const auto& [parameter, value] : request.params)
      if (parameter == name && !value.empty()) return value;
    return std::string();
  };
  const std::string rows = given("rows"), columns = given("columns");
  if (rows.empty()) request.params.emplace_back("rows", columns == "tag" ? "country" : "tag");
  if (columns.empty())
    request.params.emplace_back("columns", rows == "country" ? "tag" : "country");
  return request;
}

Response pivot_route(const PageRequest& page) {
  if (const auto error = find_parameter(page.request, {"format"})) return fail(page, *error);
  auto parameters = parse_pivot(with_two_facets(page.request));
  if (!parameters) return fail(page, parameters.error());
  SearchRequest& request = parameters->search.search;
  request.page = 1;
  const auto pivot = search::search_pivot(page.snapshot, request, parameters->pivot);
  return html(
      web::pivot_page(page.context(request.reader_language), pivot, request, parameters->pivot));
}

/// Of this moment, since it says its date.
Response cite_route(const PageRequest& page) {
  Request of_search = page.request;
  std::optional<web::Verified> verified;
  if (has_receipt(page.request)) {
    auto given = parse_receipt(of_search);
    if (!given) return fail(page, given.error());
    verified = std::move(*given);
  }
  const auto cited = cite_search(page.snapshot, of_search, page.service.site);
  if (!cited) return fail(page, cited.error());
  if (verified) verified->result = compare_receipts(verified->then, cited->receipt);
  Response out =
      html(web::cite_page(page.context(cited->request.reader_language), *cited, verified));
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

Response publication_route(const PageRequest& page, const std::string& id) {
  const auto language = parse_only_language(page.request);
  if (!language) return fail(page, language.error());
  const auto hit = search::find_publication(page.snapshot, id, *language);
  if (!hit) return fail(page, hit.error());
  return html(web::publication_page(page.context(*language), *hit,
                                    bibtex_of(page.snapshot, *hit, page.service.site)));
}

Response overview_route(const PageRequest& page, Facet facet, const std::string& text) {
  const auto language = parse_only_language(page.request);
  if (!language) return fail(page, language.error());
  const Error missing{"value_unknown", "no publication has this " + std::string(to_string(facet)),
                      "", 0, "see /facets/" + std::string(to_string(facet))};
  const auto value = search::facet_value(facet, text);
  if (!value || value->empty()) return fail(page, missing, 404);
  SearchRequest request;
  request.reader_language = *language;
  request = web::selected(std::move(request), facet, *value);
  request.sort = search::Sort::newest;
  request.per_page = kNewestShown;
  request.snippets = false;
  request.counted.assign(std::begin(kFacets), std::end(kFacets));
  const auto answer = search::search(page.snapshot, request);
  if (answer.works == 0) return fail(page, missing, 404);
  const search::PivotRequest asked{Facet::year, Facet::language, kYearsOfOverview, kNewestShown};
  const auto pivot = search::search_pivot(page.snapshot, request, asked);
  return html(web::overview_page(page.context(*language), facet, answer, pivot, request));
}

}  // namespace

std::optional<Response> page_route(const Service& service,
                                   const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                                   const Request& request) {
  const PageRequest page{service, *snapshot, request};
  const std::string& path = request.path;
  if (path == "/" || path == "/search") return search_route(page);
  if (path == "/pivot") return pivot_route(page);
  if (path == "/cite") return cite_route(page);
  const auto below = [&](const std::string& folder) -> std::optional<std::string> {
    return path.starts_with(folder) ? std::optional(path.substr(folder.size())) : std::nullopt;
  };
  if (const auto name = below("/facets/")) return values_route(page, *name);
  if (const auto id = below("/publication/")) return publication_route(page, *id);
  for (const Facet facet : {Facet::source, Facet::country, Facet::tag}) {
    if (const auto value = below("/" + std::string(to_string(facet)) + "/"))
      return overview_route(page, facet, *value);
  }
  return std::nullopt;
}

}  // namespace veille::api
