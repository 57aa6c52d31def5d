#include "searchd/api/handle.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/api/encoding.h"
#include "searchd/api/parameters.h"
#include "searchd/api/problem.h"
#include "searchd/api/route_name.h"
#include "searchd/search/time_budget.h"
#include "veille/sha256.h"

namespace veille::api {
namespace {

constexpr std::size_t kTagDigits = 24;
/// Smaller bodies are not made smaller by it, or hardly.
constexpr std::size_t kLeastCompressed = 512;

/// Whether what the path names comes out of the snapshot alone: all but what is told of this
/// moment.
bool is_of_snapshot(const std::string& path) {
  constexpr std::string_view kOthers[] = {"/api/v1/status", "/healthz",    "/cite",
                                          "/widget.",       "/assets/",    "/openapi.json",
                                          "/robots.txt",    "/opensearch."};
  return std::none_of(std::begin(kOthers), std::end(kOthers),
                      [&](const auto other) { return path.starts_with(other); });
}

std::string entity_tag(Sha256& hash, Encoding encoding) {
  return "\"" + hex(hash.digest()).substr(0, kTagDigits) + "-" + to_string(encoding) + "\"";
}

/// Of all that the answer depends on.
std::string tag_of_answer(const Service& service, const std::string& snapshot,
                          const Request& request, Encoding encoding) {
  Sha256 hash;
  for (const auto* text : {&service.program, &service.site.public_url, &snapshot, &request.path})
    hash.add_field(*text);
  const auto language = parse_language(request);
  hash.add_field(language ? *language : "");
  auto params = request.params;
  std::stable_sort(params.begin(), params.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  bool has_language = false;
  for (const auto& [name, value] : params) {
    // Once it is told by the language; a second time is an error.
    if (name == "hl" && (value.empty() || !std::exchange(has_language, true))) continue;
    hash.add_field(name);
    hash.add_field(value);
  }
  return entity_tag(hash, encoding);
}

std::string tag_of_body(const std::string& body, Encoding encoding) {
  Sha256 hash;
  hash.add(body);
  return entity_tag(hash, encoding);
}

/// Whether an If-None-Match header names the tag. Source: RFC 9110, section 13.1.2.
bool names_tag(const std::string& header, const std::string& tag) {
  if (header == "*") return true;
  for (auto at = header.find(tag); at != std::string::npos; at = header.find(tag, at + 1)) {
    const auto end = at + tag.size();
    const bool begins = at == 0 || header[at - 1] == ' ' || header[at - 1] == ',' ||
                        header.compare(at - std::min<std::size_t>(at, 2), 2, "W/") == 0;
    if (begins && (end == header.size() || header[end] == ' ' || header[end] == ',')) return true;
  }
  return false;
}

/// It has the headers that say how to keep the answer. Source: RFC 9110, section 15.4.5.
Response unchanged(const std::string& tag, const std::string& kept, const std::string& vary) {
  Response out;
  out.status = 304;
  out.headers.emplace_back("ETag", tag);
  if (!kept.empty()) out.headers.emplace_back("Cache-Control", kept);
  out.headers.emplace_back("Vary", vary);
  return out;
}

Response unchanged_as(const Response& whole, const std::string& tag) {
  std::string kept, vary;
  for (const auto& [name, value] : whole.headers) {
    if (name == "Cache-Control") kept = value;
    if (name == "Vary") vary = value + ", ";
  }
  return unchanged(tag, kept, vary + "Accept-Encoding");
}

bool is_compressible(const std::string& type) {
  return type.starts_with("text/") || type.find("json") != std::string::npos ||
         type.find("xml") != std::string::npos || type.find("javascript") != std::string::npos ||
         type.find("bibtex") != std::string::npos ||
         type.find("research-info") != std::string::npos;
}

void compress(Response& response, Encoding encoding) {
  if (!is_compressible(response.content_type)) return;
  add_header(response, "Vary", "Accept-Encoding");
  if (encoding == Encoding::identity) return;
  if (response.stream != nullptr) {
    response.stream = compressed(std::move(response.stream), encoding);
  } else {
    if (response.body.size() < kLeastCompressed) return;
    response.body = Compressor(encoding).add(response.body, true);
  }
  response.headers.emplace_back("Content-Encoding", to_string(encoding));
}

/// Scripts that are embedded anywhere are for all sites; answers for those that are allowed.
void allow_origin(const Service& service, const Head& head, const std::string& path,
                  Response& response) {
  if (path.starts_with("/widget.")) {
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    return;
  }
  if (!path.starts_with("/api/") || service.allowed_origins.empty()) return;
  const auto& allowed = service.allowed_origins;
  const auto has = [&](const std::string& origin) {
    return std::find(allowed.begin(), allowed.end(), origin) != allowed.end();
  };
  const bool all = has("*");
  if (!all) add_header(response, "Vary", "Origin");
  if (!all && (head.origin.empty() || !has(head.origin))) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", all ? "*" : head.origin);
  response.headers.emplace_back("Access-Control-Expose-Headers", "ETag");
}

Response allowed_methods() {
  constexpr const char* kMethods = "GET, HEAD, OPTIONS";
  Response out;
  out.status = 204;
  out.headers.emplace_back("Allow", kMethods);
  out.headers.emplace_back("Access-Control-Allow-Methods", kMethods);
  out.headers.emplace_back("Access-Control-Max-Age", "86400");
  return out;
}

/// The route's response, with its tag; or 304.
Response validated(const Service& service, const Head& head, const Request& request,
                   Encoding encoding) {
  const auto snapshot = service.snapshot.get();
  const bool known_before = is_of_snapshot(request.path);
  std::string tag;
  if (known_before) {
    tag = tag_of_answer(service, snapshot->manifest().id, request, encoding);
    if (!head.if_none_match.empty() && head.if_none_match != "*" &&
        names_tag(head.if_none_match, tag))
      return unchanged(tag, "no-cache", "Accept-Language, Accept-Encoding");
    const auto kept = service.answers->find(tag);
    if (kept != nullptr && head.if_none_match != "*") return response_of(*kept);
  }
  Response out = route(service, snapshot, request);
  if (known_before) add_header(out, "Vary", "Accept-Language");
  if (out.status != 200) return out;
  const bool of_the_moment =
      std::any_of(out.headers.begin(), out.headers.end(), [](const auto& header) {
        return header.first == "Cache-Control" && header.second == "no-store";
      });
  if (!of_the_moment) {
    if (known_before) out.headers.emplace_back("Cache-Control", "no-cache");
    if (!known_before) tag = tag_of_body(out.body, encoding);
    if (names_tag(head.if_none_match, tag)) return unchanged_as(out, tag);
    out.headers.emplace_back("ETag", tag);
  }
  compress(out, encoding);
  if (known_before && !of_the_moment) keep_answer(*service.answers, tag, out);
  return out;
}

Response validated_in_time(const Service& service, const Head& head, const Request& request,
                           Encoding encoding) {
  try {
    const search::TimeBudget budget(service.query_time);
    return validated(service, head, request, encoding);
  } catch (const search::OutOfTime&) {
    return problem(503, {"query_too_long", "the search takes longer than the server works on one",
                         "", 0, "use fewer or longer words"});
  }
}

}  // namespace

Response handle(const Service& service, const Head& head) {
  auto request = parse_target(head.target);
  if (!request) return problem(status_of(request.error()), request.error());
  request->accept_language = head.accept_language;
  const Encoding encoding = negotiate_encoding(head.accept_encoding);
  Response out = head.method == Head::Method::options
                     ? allowed_methods()
                     : validated_in_time(service, head, *request, encoding);
  out.facts.route = route_name(request->path);
  allow_origin(service, head, request->path, out);
  return out;
}

std::optional<Response> handle_at_once(const Head& head, const ServerState& state) {
  const std::string_view path = path_of(head.target);
  const bool known = path == "/healthz" || path == "/readyz" || path == "/metrics";
  if (!known || head.method == Head::Method::options) return std::nullopt;
  Response out;
  if (path == "/readyz" && state.stopping) {
    out = problem(503, {"stopping", "the server is about to stop", "", 0, "ask another one"});
  } else {
    const bool metrics = path == "/metrics";
    out.content_type =
        metrics ? "text/plain; version=0.0.4; charset=utf-8" : "text/plain; charset=utf-8";
    out.body = metrics ? state.metrics() : "ok\n";
    out.headers.emplace_back("Cache-Control", "no-store");
  }
  out.facts.route = route_name(path);
  return out;
}

std::string program_id(const std::filesystem::path& program, const search::ServingOptions& options,
                       const web::Site& site) {
  const auto& query = options.query;
  Sha256 hash;
  for (const auto& text :
       {sha256_file_hex(program), std::to_string(options.freshness), std::to_string(query.bytes),
        std::to_string(query.words), std::to_string(query.depth), site.name, site.accent,
        site.logo.content_type, site.logo.bytes})
    hash.add_field(text);
  return hex(hash.digest());
}

}  // namespace veille::api
