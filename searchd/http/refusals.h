// What a client learns that asks for too much at once. Each has Retry-After, in whole seconds.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "searchd/api/request.h"

namespace veille::http {

/// 503: more requests wait than the server answers in time.
api::Response overloaded();

/// The same as it is sent to HTTP/1.1 over a connection that is kept, for a third of the work.
struct SentRefusal {
  std::string bytes;           ///< head, with the request's `id`, and body
  std::size_t body_bytes = 0;  ///< of these
  api::Facts facts;
};
SentRefusal sent_overloaded(std::string_view id);

/// 503: as many exports are being sent as there may be.
api::Response too_many_streams();

/// 429: the client has to wait so long.
api::Response too_many_requests(std::chrono::milliseconds wait);

}  // namespace veille::http
