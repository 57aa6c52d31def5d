#include "searchd/http/refusals.h"

#include <algorithm>
#include <string>

#include "searchd/api/problem.h"

namespace veille::http {
namespace {

api::Response busy(int status, const Error& error, std::chrono::milliseconds wait) {
  api::Response out = api::problem(status, error);
  const auto seconds = std::max<long long>(1, (wait.count() + 999) / 1000);
  out.headers.emplace_back("Retry-After", std::to_string(seconds));
  return out;
}

}  // namespace

api::Response overloaded() {
  // Written once: who has too much to do has no time for it.
  static const api::Response kWritten =
      busy(503, {"overloaded", "the server has too much to do", "", 0, "try again in a second"},
           std::chrono::seconds(1));
  return {kWritten.status, kWritten.content_type, kWritten.body,
          nullptr,         kWritten.headers,      kWritten.facts};
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
