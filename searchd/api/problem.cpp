#include "searchd/api/problem.h"

#include <map>
#include <nlohmann/json.hpp>

namespace veille::api {
namespace {

const char* title_of(int status) {
  static const std::map<int, const char*> kTitles = {{400, "The request cannot be understood"},
                                                     {404, "Not found"},
                                                     {405, "Method not allowed"},
                                                     {408, "The request came too slowly"},
                                                     {413, "The request has a body"},
                                                     {414, "The address is too long"},
                                                     {429, "Too many requests"},
                                                     {431, "The request's head is too large"},
                                                     {500, "The server failed"},
                                                     {503, "The server cannot answer now"},
                                                     {505, "This version of HTTP is not spoken"}};
  const auto found = kTitles.find(status);
  return found == kTitles.end() ? "The request failed" : found->second;
}

}  // namespace

Response problem(int status, const Error& error) {
  nlohmann::json body = {{"type", "/problems/" + error.code},
                         {"title", title_of(status)},
                         {"status", status},
                         {"detail", error.what}};
  if (!error.where.empty()) body["parameter"] = error.where;
  if (!error.mend.empty()) body["mend"] = error.mend;
  Response out;
  out.status = status;
  out.content_type = "application/problem+json";
  out.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  out.headers.emplace_back("Cache-Control", "no-store");
  out.facts.problem = error.code;
  return out;
}

Response internal_problem() {
  return problem(500, {"internal", "the server failed to answer", "", 0, "try again later"});
}

int status_of(const Error& error) {
  if (error.code == "publication_unknown" || error.code == "route_unknown" ||
      error.code == "facet_unknown")
    return 404;
  if (error.code.starts_with("index_") || error.code.starts_with("snapshot_")) return 503;
  return 400;
}

}  // namespace veille::api
