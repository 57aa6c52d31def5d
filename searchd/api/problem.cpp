#include "searchd/api/problem.h"

#include <nlohmann/json.hpp>

namespace veille::api {
namespace {

const char* title_of(int status) {
  switch (status) {
    case 400:
      return "The request cannot be understood";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 500:
      return "The server failed";
    case 503:
      return "The server cannot answer now";
    default:
      return "The request failed";
  }
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
