#include "searchd/api/file_routes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "searchd/api/parameters.h"
#include "searchd/api/problem.h"
#include "searchd/web/accent.h"
#include "searchd/web/assets.h"
#include "searchd/web/discovery.h"
#include "veille/sha256.h"

namespace veille::api {
namespace {

constexpr const char* kScript = "text/javascript; charset=utf-8";
constexpr const char* kStyle = "text/css; charset=utf-8";

/// A file by the name under which it is compiled in.
struct File {
  const char* asset;
  const char* content_type;
};

Response respond(std::string body, const std::string& content_type) {
  Response out;
  out.content_type = content_type;
  out.body = std::move(body);
  return out;
}

/// A file that caches keep and ask about.
Response respond_often(std::string body, const std::string& content_type) {
  Response out = respond(std::move(body), content_type);
  out.headers.emplace_back("Cache-Control", "no-cache");
  return out;
}

/// What pages are made of. Below the version of the running program an answer never changes.
std::optional<Response> page_file(const web::Site& site, const std::string& path) {
  static const std::map<std::string, File> kFiles = {
      {"icon.svg", {"assets/icon.svg", "image/svg+xml"}},
      {"page.css", {"assets/page.css", kStyle}},
      {"page.js", {"assets/page.js", kScript}},
      {"live.js", {"assets/live.js", kScript}},
      {"completions.js", {"assets/completions.js", kScript}},
      {"facet_values.js", {"assets/facet_values.js", kScript}},
  };
  const auto slash = path.find('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const std::string version = slash == std::string::npos ? "" : path.substr(0, slash);
  const bool same = version == site.version;
  std::optional<Response> out;
  if (slash != std::string::npos && !is_hex(version, site.version.size())) return out;
  const auto file = kFiles.find(name);
  if (file != kFiles.end())
    out = respond(std::string(web::asset(file->second.asset)), file->second.content_type);
  else if (name == "site.css")
    out = respond(web::accent_style(site.accent), kStyle);
  else if (name == "logo" && !site.logo.bytes.empty())
    out = respond(site.logo.bytes, site.logo.content_type);
  if (!out) return out;
  out->headers.emplace_back("Cache-Control",
                            same ? "public, max-age=31536000, immutable" : "no-cache");
  // A picture may be opened by itself; what it holds is no page of ours.
  if (name == "logo")
    out->headers.emplace_back("Content-Security-Policy",
                              "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  return out;
}

Response no_public_url() {
  return problem(404, {"no_public_url", "the server does not know its own address", "", 0,
                       "start veille-searchd with --public-url"});
}

Response opensearch(const Service& service, const Request& request) {
  const auto language = parse_only_language(request);
  if (!language) return problem(status_of(language.error()), language.error());
  if (service.site.public_url.empty()) return no_public_url();
  auto out = respond_often(web::opensearch_description(service.site, *language),
                           "application/opensearchdescription+xml; charset=utf-8");
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}

Response widget_file(const std::string& name, const char* type) {
  auto out = respond(std::string(web::asset("widget/" + name)), type);
  out.headers.emplace_back("Cache-Control", "max-age=3600");
  return out;
}

}  // namespace

std::optional<Response> file_route(const Service& service,
                                   const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                                   const Request& request) {
  const std::string& path = request.path;
  const std::string assets = "/assets/";
  if (path.starts_with(assets)) return page_file(service.site, path.substr(assets.size()));
  if (path == "/widget.js") return widget_file("widget.js", kScript);
  if (path == "/widget.css") return widget_file("widget.css", kStyle);
  if (path == "/opensearch.xml") return opensearch(service, request);
  if (path == "/sitemap.xml") {
    if (service.site.public_url.empty()) return no_public_url();
    return respond(web::sitemap(service.site, *snapshot), "application/xml; charset=utf-8");
  }
  if (path == "/robots.txt")
    return respond_often(web::robots(service.site), "text/plain; charset=utf-8");
  if (path == "/openapi.json")
    return respond_often(std::string(web::asset("openapi.json")),
                         "application/json; charset=utf-8");
  return std::nullopt;
}

}  // namespace veille::api
