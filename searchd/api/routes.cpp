#include "searchd/api/routes.h"

#include <algorithm>

#include "searchd/api/export.h"
#include "searchd/api/facet_json.h"
#include "searchd/api/facet_parameters.h"
#include "searchd/api/json.h"
#include "searchd/api/parameters.h"
#include "searchd/api/pivot_formats.h"
#include "searchd/api/problem.h"
#include "searchd/api/receipt.h"
#include "searchd/api/suggest.h"
#include "searchd/api/values.h"
#include "searchd/search/facet_search.h"
#include "searchd/search/hits.h"
#include "searchd/search/search.h"
#include "searchd/web/assets.h"
#include "searchd/web/page.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

using Snapshot = std::shared_ptr<const search::OpenSnapshot>;

Response fail(const Error& error) { return problem(status_of(error), error); }

Response search_route(const Snapshot& snapshot, const Request& request) {
  const auto parameters = parse_search(request);
  if (!parameters) return fail(parameters.error());
  Response out;
  out.body = search_json(search::search(*snapshot, parameters->search), *parameters);
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}

Response facet_route(const Snapshot& snapshot, const Request& request, const std::string& name) {
  const auto facet = facet_named(name);
  if (!facet)
    return fail({"facet_unknown", "there is no facet \"" + std::string(cut_utf8(name, 80)) + "\"",
                 "", 0, "the facets are " + facet_names()});
  const auto parameters = parse_facet(request, *facet);
  if (!parameters) return fail(parameters.error());
  const auto& search = parameters->search.search;
  Response out;
  out.body = facet_values_json(search::search_facet(*snapshot, search, *facet, parameters->listing),
                               snapshot->manifest(), search.reader_language);
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}

Response pivot_route(const Snapshot& snapshot, const Request& request) {
  const auto parameters = parse_pivot(request);
  if (!parameters) return fail(parameters.error());
  const auto& search = parameters->search.search;
  const auto pivot = search::search_pivot(*snapshot, search, parameters->pivot);
  Response out;
  if (parameters->csv) {
    out.content_type = "text/csv; charset=utf-8";
    out.body = pivot_csv(pivot, search.reader_language);
  } else {
    out.body = pivot_json(pivot, snapshot->manifest(), search.reader_language);
  }
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}

Response suggest_route(const Snapshot& snapshot, const Request& request) {
  const auto parameters = parse_suggest(request);
  if (!parameters) return fail(parameters.error());
  Response out;
  out.body = suggest_json(
      search::suggest(*snapshot, parameters->text, parameters->language, parameters->limit),
      *parameters, snapshot->manifest());
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}

/// Only `hl` is a parameter here.
Result<std::string> only_language(const Request& request) {
  for (const auto& [name, value] : request.params) {
    if (name != "hl")
      return Error{"unknown_parameter", "there is no parameter \"" + name + "\" here", name, 0,
                   "leave it out"};
  }
  return parse_language(request);
}

Response publication_route(const Snapshot& snapshot, const Request& request,
                           const std::string& id) {
  const auto language = only_language(request);
  if (!language) return fail(language.error());
  const auto hit = search::find_publication(*snapshot, id, *language);
  if (!hit) return fail(hit.error());
  Response out;
  out.body = publication_json(*hit, snapshot->manifest(), *language);
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}

Response status_route(const Service& service, const Snapshot& snapshot) {
  Response out;
  out.body =
      status_json(snapshot->manifest(), checked_at(service.snapshot.index(), snapshot->manifest()));
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

Response html(int status, std::string body) {
  Response out;
  out.status = status;
  out.content_type = "text/html; charset=utf-8";
  out.body = std::move(body);
  out.headers.emplace_back("Vary", "Accept-Language");
  out.headers.emplace_back("Content-Security-Policy",
                           "default-src 'none'; style-src 'self'; script-src 'self'; img-src "
                           "'self'; connect-src 'self'; "
                           "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  return out;
}

/// The page shows every facet with the values that fit it. A wrong parameter gives a page that says
/// so.
Response page_route(const Service& service, const Snapshot& snapshot, const Request& request) {
  auto parameters = parse_search(request);
  if (!parameters) {
    Request only_accepted;
    only_accepted.accept_language = request.accept_language;
    const auto language = parse_language(request);
    return html(400, web::error_page(parameters.error(),
                                     language ? *language : *parse_language(only_accepted),
                                     service.public_url));
  }
  parameters->search.counted.assign(std::begin(kFacets), std::end(kFacets));
  parameters->search.by_work = true;
  const auto answer = search::search(*snapshot, parameters->search);
  return html(200, web::search_page(answer, parameters->search, *snapshot, service.public_url));
}

Response asset_route(std::string_view name, const char* type) {
  Response out;
  out.content_type = type;
  out.body = std::string(web::asset(name));
  out.headers.emplace_back("Cache-Control", "max-age=3600");
  return out;
}

Response health_route() {
  Response out;
  out.content_type = "text/plain; charset=utf-8";
  out.body = "ok\n";
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

constexpr std::string_view kExports = "/api/v1/search.";
constexpr std::string_view kPublications = "/api/v1/publications/";
constexpr std::string_view kFacetValues = "/api/v1/facets/";

}  // namespace

Response route(const Service& service, const Snapshot& snapshot, const Request& request) {
  const std::string& path = request.path;
  if (path == "/" || path == "/search") return page_route(service, snapshot, request);
  if (path == "/api/v1/search") return search_route(snapshot, request);
  if (path.starts_with(kExports))
    return export_search(snapshot, request, path.substr(kExports.size()), service.public_url);
  if (path == "/api/v1/receipts") return receipt_of_search(snapshot, request, service.public_url);
  if (path == "/api/v1/receipts/verify") return verify_receipt(snapshot, request);
  if (path == "/api/v1/suggest") return suggest_route(snapshot, request);
  if (path == "/api/v1/status") return status_route(service, snapshot);
  if (path == "/api/v1/pivot") return pivot_route(snapshot, request);
  if (path.starts_with(kFacetValues))
    return facet_route(snapshot, request, path.substr(kFacetValues.size()));
  if (path.starts_with(kPublications))
    return publication_route(snapshot, request, path.substr(kPublications.size()));
  if (path == "/healthz") return health_route();
  if (path == "/assets/icon.svg") return asset_route("icon.svg", "image/svg+xml");
  if (path == "/assets/page.css") return asset_route("page.css", "text/css; charset=utf-8");
  if (path == "/assets/page.js") return asset_route("page.js", "text/javascript; charset=utf-8");
  if (path == "/widget.js") return asset_route("widget.js", "text/javascript; charset=utf-8");
  if (path == "/widget.css") return asset_route("widget.css", "text/css; charset=utf-8");
  return fail({"route_unknown", "nothing is served at this address", "", 0,
               "see /search and /api/v1/search"});
}

}  // namespace veille::api
