#include "searchd/http/refusals.h"

#include <algorithm>
#include <sstream>
#include <string>

#include "searchd/api/problem.h"
#include "searchd/http/message.h"

namespace veille::http {
namespace {

api::Response busy(int status, const Error& error, std::chrono::milliseconds wait) {
  api::Response out = api::problem(status, error);
  const auto seconds = std::max<long long>(1, (wait.count() + 999) / 1000);
  out.headers.emplace_back("Retry-After", std::to_string(seconds));
  return out;
}

/// Written once: who has too much to do has no time for it.
const api::Response& written_overloaded() {
  static const api::Response kWritten =
      busy(503, {"overloaded", "the server has too much to do", "", 0, "try again in a second"},
           std::chrono::seconds(1));
  return kWritten;
}

api::Response copy_of(const api::Response& response) {
  return {response.status, response.content_type, response.body,
          nullptr,         response.headers,      response.facts};
}

}  // namespace

api::Response overloaded() { return copy_of(written_overloaded()); }

SentRefusal sent_overloaded(std::string_view id) {
  static const std::string kSent = [] {
    std::ostringstream out;
    out << make_message(overloaded(), 11, true, false);
    return out.str();
  }();
  static const std::size_t kHeadEnd = kSent.find("\r\n\r\n") + 2;
  SentRefusal out;
  out.bytes.reserve(kSent.size() + id.size() + 20);
  out.bytes.append(kSent, 0, kHeadEnd).append("X-Request-Id: ").append(id).append("\r\n");
  out.bytes.append(kSent, kHeadEnd);
  out.body_bytes = written_overloaded().body.size();
  out.facts = written_overloaded().facts;
  return out;
}

api::Response too_many_streams() {
  return busy(503,
              {"too_many_exports", "too many exports are being sent", "", 0,
               "try again when one has ended"},
              std::chrono::seconds(10));
}

api::Response too_many_requests(std::chrono::milliseconds wait) {
  return busy(429,
              {"too_many_requests", "you ask more often than this server answers", "", 0,
               "wait as long as Retry-After says"},
              wait);
}

}  // namespace veille::http
