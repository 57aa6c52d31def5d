// What a client learns that asks for too much at once. Each has Retry-After, in whole seconds.
#pragma once

#include <chrono>

#include "searchd/api/request.h"

namespace veille::http {

/// 503: more requests wait than the server answers in time.
api::Response overloaded();

/// 503: as many exports are being sent as there may be.
api::Response too_many_streams();

/// 429: the client has to wait so long.
api::Response too_many_requests(std::chrono::milliseconds wait);

}  // namespace veille::http
