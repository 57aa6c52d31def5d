// Writing responses, under a time limit for each write.
#pragma once

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <chrono>

#include "searchd/api/request.h"
#include "searchd/http/message.h"

namespace veille::http {

/// Source: RELIABILITY 3.
inline constexpr std::chrono::seconds kWriteTime{10};

/// Writes a message; false when the connection is to be closed.
boost::asio::awaitable<bool> write_message(boost::beast::tcp_stream& stream, Message message);

/// Writes a response whose body is a stream, a piece after the other as `pool` makes them; for HEAD
/// its head alone. When the machine fails in between, the connection is closed without an end, so
/// that the client sees that something is missing.
boost::asio::awaitable<bool> write_stream(boost::beast::tcp_stream& stream,
                                          boost::asio::thread_pool& pool,
                                          const api::Response& response, unsigned version,
                                          bool keep_alive, bool head);

}  // namespace veille::http
