// Writing responses, under a time limit for each write. What the socket takes at once is written at
// once, which for most answers is all: only the rest is waited for. The socket must not block.
#pragma once

#include <boost/asio.hpp>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "searchd/api/request.h"
#include "searchd/http/message.h"
#include "searchd/http/timed_socket.h"

namespace veille::http {

struct Written {
  bool whole = false;       ///< all of it was sent
  bool keep = false;        ///< the connection may have another request
  std::uint64_t bytes = 0;  ///< of the body
};

/// Writes bytes that are a whole message already; whether all were sent.
boost::asio::awaitable<bool> write_bytes(TimedSocket& socket, std::string_view bytes,
                                         std::chrono::milliseconds time);

/// Writes a message.
boost::asio::awaitable<Written> write_message(TimedSocket& socket, Message message,
                                              std::chrono::milliseconds time);

/// Writes a response whose body is a stream, a piece after the other as `pool` makes them, each in
/// `time`; for HEAD its head alone. When the machine fails in between, the connection is closed
/// without an end, so that the client sees that something is missing.
boost::asio::awaitable<Written> write_stream(TimedSocket& socket, boost::asio::thread_pool& pool,
                                             const api::Response& response, HeadMessage head,
                                             bool head_only, std::chrono::milliseconds time);

}  // namespace veille::http
