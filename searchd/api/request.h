// A request and a response without sockets: handlers are tested on these.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searchd/search/phase_times.h"
#include "veille/result.h"

namespace veille::api {

/// What of a request's head is looked at; a header that was not sent is empty.
struct Head {
  enum class Method { get, head, options };
  std::string target;  ///< "/search?q=a"
  Method method = Method::get;
  std::string accept_language;
  std::string accept_encoding;
  std::string if_none_match;
  std::string origin;
};

/// A GET or HEAD request.
struct Request {
  std::string path;  ///< decoded, "/api/v1/search"
  std::vector<std::pair<std::string, std::string>>
      params;  ///< decoded, in the order of the address
  std::string accept_language;
};

/// A body that is made while it is sent. One thread at a time.
class BodyStream {
 public:
  BodyStream() = default;
  BodyStream(const BodyStream&) = delete;
  BodyStream& operator=(const BodyStream&) = delete;
  virtual ~BodyStream() = default;
  /// The next piece; empty at the end. Throws: std::runtime_error, when the machine fails: the
  /// answer is broken off then, so that nobody takes a part for the whole.
  virtual std::string next() = 0;
};

/// What is counted and logged of a request besides its status.
struct Facts {
  const char* route = "none";          ///< one of few, for all addresses of a kind
  std::string problem;                 ///< the code of the error that is told; empty without one
  std::string text;                    ///< of a search, as typed
  std::string language;                ///< the reader's, of a search
  std::optional<std::uint32_t> works;  ///< that a search found
  bool read_ahead = false;             ///< the search was of what is being typed
  std::optional<search::PhaseTimes> phases;  ///< of a search that was made for this answer
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::unique_ptr<BodyStream> stream;  ///< instead of `body`, where there is one
  std::vector<std::pair<std::string, std::string>>
      headers;  ///< without Content-Type and Content-Length; each name once
  Facts facts;
};

/// Gives the response a header; one that it has gets the value added behind a comma.
void add_header(Response& response, const std::string& name, const std::string& value);

/// The request in an origin-form target ("/search?q=a").
/// Errors: bad_target, when it is not one, an escape is malformed, or what is decoded is not UTF-8
/// or holds NUL.
Result<Request> parse_target(const std::string& target);

}  // namespace veille::api
