// Work of a connection's coroutine that a pool of threads does.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace veille::http {

/// What `work` returns, which one of the pool's threads calls; the coroutine goes on where it was.
/// `work` must not throw.
///
/// Not asio::co_spawn: of a coroutine that never waited it posts the end to the pool once more,
/// behind everything that waits there (Boost 1.81, impl/co_spawn.hpp), so that each answer waits
/// through the queue twice.
template <class Result, class Work>
boost::asio::awaitable<Result> on_pool(boost::asio::thread_pool& pool, Work work) {
  namespace asio = boost::asio;
  const auto initiate = [&pool, &work](auto handler) {
    asio::post(pool, [&work, handler = std::move(handler)]() mutable {
      auto where = asio::get_associated_executor(handler);
      asio::post(where, [result = work(), handler = std::move(handler)]() mutable {
        std::move(handler)(std::move(result));
      });
    });
  };
  co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Result)>(
      initiate, asio::use_awaitable);
}

}  // namespace veille::http
