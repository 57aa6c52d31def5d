#include "searchd/api/route_name.h"

#include <utility>

namespace veille::api {

const char* route_name(std::string_view path) {
  static constexpr std::pair<std::string_view, const char*> kExact[] = {
      {"/", "page"},
      {"/search", "page"},
      {"/pivot", "pivot_page"},
      {"/cite", "cite_page"},
      {"/api/v1/search", "search"},
      {"/api/v1/suggest", "suggest"},
      {"/api/v1/pivot", "pivot"},
      {"/api/v1/status", "status"},
      {"/api/v1/receipts", "receipt"},
      {"/api/v1/receipts/verify", "receipt"},
      {"/widget.js", "file"},
      {"/widget.css", "file"},
      {"/openapi.json", "file"},
      {"/opensearch.xml", "file"},
      {"/sitemap.xml", "file"},
      {"/robots.txt", "file"},
      {"/healthz", "health"},
      {"/readyz", "health"},
      {"/metrics", "metrics"}};
  static constexpr std::pair<std::string_view, const char*> kBelow[] = {
      {"/api/v1/search.", "export"},
      {"/api/v1/facets/", "facet"},
      {"/api/v1/publications/", "publication"},
      {"/assets/", "file"},
      {"/facets/", "values_page"},
      {"/publication/", "publication_page"},
      {"/source/", "overview_page"},
      {"/country/", "overview_page"},
      {"/tag/", "overview_page"}};
  for (const auto& [known, name] : kExact)
    if (path == known) return name;
  for (const auto& [beginning, name] : kBelow)
    if (path.starts_with(beginning)) return name;
  return "none";
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

}  // namespace veille::api
