#include "searchd/http/write.h"

#include <spdlog/spdlog.h>

#include <boost/beast/http.hpp>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "searchd/http/on_pool.h"

namespace veille::http {
namespace {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

/// The next piece, empty at the end; nothing when the machine failed.
std::optional<std::string> next_piece(api::BodyStream& body) {
  try {
    return body.next();
  } catch (const std::exception& error) {
    spdlog::error("an answer is broken off: {}", error.what());
    return std::nullopt;
  }
}

asio::awaitable<bool> write_piece(TimedSocket& socket, const std::string& piece, bool chunked,
                                  std::chrono::milliseconds time) {
  socket.set_time(time);
  if (!chunked) {
    auto [failure, bytes] =
        co_await asio::async_write(socket.socket(), asio::buffer(piece), kNoThrow);
    co_return !failure;
  }
  auto [failure, bytes] =
      co_await asio::async_write(socket.socket(), bhttp::make_chunk(asio::buffer(piece)), kNoThrow);
  co_return !failure;
}

}  // namespace

asio::awaitable<bool> write_bytes(TimedSocket& socket, std::string_view bytes,
                                  std::chrono::milliseconds time) {
  error_code failure;
  bytes.remove_prefix(socket.socket().write_some(asio::buffer(bytes), failure));
  if (bytes.empty() || (failure && failure != asio::error::would_block)) co_return !failure;
  socket.set_time(time);
  auto [late, sent] = co_await asio::async_write(socket.socket(), asio::buffer(bytes), kNoThrow);
  co_return !late;
}

asio::awaitable<Written> write_message(TimedSocket& socket, Message message,
                                       std::chrono::milliseconds time) {
  bhttp::response_serializer<bhttp::string_body> serializer(message);
  error_code failure;
  while (!serializer.is_done() && !failure) bhttp::write_some(socket.socket(), serializer, failure);
  if (failure == asio::error::would_block) {
    socket.set_time(time);
    auto [late, sent] = co_await bhttp::async_write(socket.socket(), serializer, kNoThrow);
    failure = late;
  }
  Written out;
  out.whole = !failure;
  out.keep = out.whole && message.keep_alive();
  out.bytes = out.whole ? message.body().size() : 0;
  co_return out;
}

asio::awaitable<Written> write_stream(TimedSocket& socket, asio::thread_pool& pool,
                                      const api::Response& response, HeadMessage head,
                                      bool head_only, std::chrono::milliseconds time) {
  const bool chunked = head.chunked();
  const bool keep = head.keep_alive();
  bhttp::response_serializer<bhttp::empty_body> serializer(head);
  socket.set_time(time);
  auto [failure, head_bytes] =
      co_await bhttp::async_write_header(socket.socket(), serializer, kNoThrow);
  Written out;
  if (failure) co_return out;
  if (head_only) co_return Written{true, keep, 0};
  api::BodyStream& body = *response.stream;
  bool going = true;
  bool ended = false;
  while (going && !ended) {
    const auto piece =
        co_await on_pool<std::optional<std::string>>(pool, [&body] { return next_piece(body); });
    ended = piece && piece->empty();
    going = piece.has_value();
    if (going && !ended) {
      going = co_await write_piece(socket, *piece, chunked, time);
      out.bytes += piece->size();
    }
  }
  if (!going) co_return out;
  out.whole = true;
  if (!chunked) co_return out;
  socket.set_time(time);
  auto [last_failure, last_bytes] =
      co_await asio::async_write(socket.socket(), bhttp::make_chunk_last(), kNoThrow);
  out.whole = !last_failure;
  out.keep = out.whole && keep;
  co_return out;
}

}  // namespace veille::http
