#include "searchd/http/write.h"

#include <spdlog/spdlog.h>

#include <boost/beast/http.hpp>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace veille::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

/// The next piece, empty at the end; nothing when the machine failed.
std::optional<std::string> next_piece(api::BodyStream& body) {
  try {
    return body.next();
  } catch (const std::exception& error) {
    spdlog::error("an answer is broken off: {}", error.what());
    return std::nullopt;
  }
}

asio::awaitable<bool> write_piece(beast::tcp_stream& stream, const std::string& piece,
                                  bool chunked) {
  stream.expires_after(kWriteTime);
  if (!chunked) {
    auto [failure, bytes] = co_await asio::async_write(stream, asio::buffer(piece), kNoThrow);
    co_return !failure;
  }
  auto [failure, bytes] =
      co_await asio::async_write(stream, bhttp::make_chunk(asio::buffer(piece)), kNoThrow);
  co_return !failure;
}

}  // namespace

asio::awaitable<bool> write_message(beast::tcp_stream& stream, Message message) {
  stream.expires_after(kWriteTime);
  const bool keep = message.keep_alive();
  auto [failure, bytes] = co_await bhttp::async_write(stream, message, kNoThrow);
  co_return !failure && keep;
}

asio::awaitable<bool> write_stream(beast::tcp_stream& stream, asio::thread_pool& pool,
                                   const api::Response& response, unsigned version, bool keep_alive,
                                   bool head) {
  HeadMessage message = make_stream_head(response, version, keep_alive);
  const bool chunked = message.chunked();
  const bool keep = message.keep_alive();
  bhttp::response_serializer<bhttp::empty_body> serializer(message);
  stream.expires_after(kWriteTime);
  auto [failure, bytes] = co_await bhttp::async_write_header(stream, serializer, kNoThrow);
  if (failure) co_return false;
  if (head) co_return keep;
  api::BodyStream& body = *response.stream;
  bool going = true;
  bool ended = false;
  while (going && !ended) {
    const auto piece = co_await asio::co_spawn(
        pool,
        [&body]() -> asio::awaitable<std::optional<std::string>> { co_return next_piece(body); },
        asio::use_awaitable);
    ended = piece && piece->empty();
    going = piece.has_value();
    if (going && !ended) going = co_await write_piece(stream, *piece, chunked);
  }
  if (!going) co_return false;
  if (!chunked) co_return false;
  stream.expires_after(kWriteTime);
  auto [last_failure, last_bytes] =
      co_await asio::async_write(stream, bhttp::make_chunk_last(), kNoThrow);
  co_return !last_failure && keep;
}

}  // namespace veille::http
