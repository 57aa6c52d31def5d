// A request and a response without sockets: handlers are tested on these.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "veille/result.h"

namespace veille::api {

/// A GET or HEAD request.
struct Request {
  std::string path;  ///< decoded, "/api/v1/search"
  std::vector<std::pair<std::string, std::string>>
      params;  ///< decoded, in the order of the address
  std::string accept_language;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>>
      headers;  ///< without Content-Type and Content-Length
};

/// The request in an origin-form target ("/search?q=a").
/// Errors: bad_target, when it is not one, an escape is malformed, or what is decoded is not UTF-8
/// or holds NUL.
Result<Request> parse_target(const std::string& target);

}  // namespace veille::api
