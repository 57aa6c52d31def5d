#include "searchd/api/routes.h"

#include <algorithm>

#include "searchd/api/export.h"
#include "searchd/api/facet_formats.h"
#include "searchd/api/facet_parameters.h"
#include "searchd/api/facts.h"
#include "searchd/api/file_routes.h"
#include "searchd/api/json.h"
#include "searchd/api/own_parameters.h"
#include "searchd/api/page_routes.h"
#include "searchd/api/parameters.h"
#include "searchd/api/pivot_formats.h"
#include "searchd/api/problem.h"
#include "searchd/api/receipt_routes.h"
#include "searchd/api/suggest.h"
#include "searchd/api/values.h"
#include "searchd/search/facet_search.h"
#include "searchd/search/hits.h"
#include "searchd/search/search.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

using Snapshot = std::shared_ptr<const search::OpenSnapshot>;

Response fail(const Error& error) { return problem(status_of(error), error); }

Response csv(std::string table) {
  Response out;
  out.content_type = "text/csv; charset=utf-8";
  out.body = std::move(table);
  return out;
}

Response search_route(const Snapshot& snapshot, const Request& request) {
  const auto parameters = parse_search(request);
  if (!parameters) return fail(parameters.error());
  const auto answer = search::search(*snapshot, parameters->search);
  Response out;
  out.body = search_json(answer, *parameters);
  add_facts(out, parameters->search, answer);
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
  const auto counts = search::search_facet(*snapshot, search, *facet, parameters->listing);
  if (parameters->csv) return csv(facet_values_csv(counts, search.reader_language));
  Response out;
  out.body = facet_values_json(counts, snapshot->manifest(), search.reader_language);
  return out;
}

Response pivot_route(const Snapshot& snapshot, const Request& request) {
  const auto parameters = parse_pivot(request);
  if (!parameters) return fail(parameters.error());
  const auto& search = parameters->search.search;
  const auto pivot = search::search_pivot(*snapshot, search, parameters->pivot);
  if (parameters->csv) return csv(pivot_csv(pivot, search.reader_language));
  Response out;
  out.body = pivot_json(pivot, snapshot->manifest(), search.reader_language);
  return out;
}

Response suggest_route(const Snapshot& snapshot, const Request& request) {
  const auto parameters = parse_suggest(request);
  if (!parameters) return fail(parameters.error());
  const auto found =
      search::suggest(*snapshot, parameters->text, parameters->language, parameters->limit);
  Response out;
  if (parameters->for_browsers) {
    out.content_type = "application/x-suggestions+json; charset=utf-8";
    out.body = browser_suggestions(found, parameters->text);
  } else {
    out.body = suggest_json(found, *parameters, snapshot->manifest());
  }
  return out;
}

/// `name` is an id, and with an extension the publication's reference.
Response publication_route(const Service& service, const Snapshot& snapshot, const Request& request,
                           const std::string& name) {
  const auto language = parse_only_language(request);
  if (!language) return fail(language.error());
  const auto dot = name.find('.');
  const auto hit = search::find_publication(*snapshot, name.substr(0, dot), *language);
  if (!hit) return fail(hit.error());
  if (dot != std::string::npos)
    return export_publication(*snapshot, *hit, name.substr(dot + 1), service.site);
  Response out;
  out.body = publication_json(*hit, snapshot->manifest(), *language);
  return out;
}

Response status_route(const Service& service, const Snapshot& snapshot) {
  Response out;
  out.body =
      status_json(snapshot->manifest(), checked_at(service.snapshot.index(), snapshot->manifest()));
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

constexpr std::string_view kExports = "/api/v1/search.";
constexpr std::string_view kPublications = "/api/v1/publications/";
constexpr std::string_view kFacetValues = "/api/v1/facets/";

}  // namespace

Response route(const Service& service, const Snapshot& snapshot, const Request& request) {
  const std::string& path = request.path;
  if (path == "/api/v1/search") return search_route(snapshot, request);
  if (path.starts_with(kExports))
    return export_search(snapshot, request, path.substr(kExports.size()), service.site);
  if (path == "/api/v1/receipts") return receipt_of_search(snapshot, request, service.site);
  if (path == "/api/v1/receipts/verify") return verify_receipt(snapshot, request);
  if (path == "/api/v1/suggest") return suggest_route(snapshot, request);
  if (path == "/api/v1/status") return status_route(service, snapshot);
  if (path == "/api/v1/pivot") return pivot_route(snapshot, request);
  if (path.starts_with(kFacetValues))
    return facet_route(snapshot, request, path.substr(kFacetValues.size()));
  if (path.starts_with(kPublications))
    return publication_route(service, snapshot, request, path.substr(kPublications.size()));
  if (auto page = page_route(service, snapshot, request)) return std::move(*page);
  if (auto file = file_route(service, snapshot, request)) return std::move(*file);
  return fail({"route_unknown", "nothing is served at this address", "", 0,
               "see /search and /openapi.json"});
}

}  // namespace veille::api
