#include "searchd/http/server.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <csignal>
#include <list>
#include <stdexcept>
#include <utility>

#include "searchd/api/problem.h"
#include "searchd/http/message.h"
#include "searchd/http/write.h"

namespace veille::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

// Source of the limits: RELIABILITY 3.
constexpr std::chrono::seconds kHeadTime{10};
constexpr std::chrono::seconds kIdleTime{15};
constexpr std::chrono::seconds kDrainTime{10};
constexpr std::chrono::seconds kLingerTime{2};
constexpr std::size_t kMaxLingerBytes = 256 * 1024;
constexpr std::uint32_t kMaxHeadBytes = 8 * 1024;
constexpr int kMaxRequestsOfConnection = 1000;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

}  // namespace

struct Server::Impl {
  Impl(const ServerOptions& options, Handler answer)
      : handler(std::move(answer)),
        pool(options.workers),
        acceptor(io),
        signals(io),
        tick(io),
        drain(io) {
    listen(options);
  }

  /// One connection; it takes itself off the list at its end.
  struct Session {
    explicit Session(tcp::socket socket) : stream(std::move(socket)) {}
    beast::tcp_stream stream;
    beast::flat_buffer buffer;
    bool busy = false;  // a request has begun and is not answered
    int requests = 0;
  };
  using SessionList = std::list<Session>;

  void listen(const ServerOptions& options) {
    error_code failure;
    const auto address = asio::ip::make_address(options.address, failure);
    const std::string where = options.address + ":" + std::to_string(options.port);
    if (failure) throw std::runtime_error("cannot listen on " + where + ": this is no IP address");
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), failure);
    if (!failure) acceptor.set_option(asio::socket_base::reuse_address(true), failure);
    if (!failure) acceptor.bind(endpoint, failure);
    if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
    if (failure) throw std::runtime_error("cannot listen on " + where + ": " + failure.message());
  }

  asio::awaitable<void> accept_all() {
    while (acceptor.is_open()) {
      auto [failure, socket] = co_await acceptor.async_accept(kNoThrow);
      if (failure == asio::error::operation_aborted) co_return;
      if (failure) {  // no file descriptors left, most likely: others will be closed soon
        asio::steady_timer pause(io, std::chrono::milliseconds(100));
        co_await pause.async_wait(kNoThrow);
        continue;
      }
      error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      const auto session = sessions.emplace(sessions.end(), std::move(socket));
      asio::co_spawn(io, serve(*session),
                     [this, session](std::exception_ptr) { sessions.erase(session); });
    }
  }

  asio::awaitable<void> serve(Session& session) {
    // No `break` next to a co_await: g++ 12 makes an illegal instruction of it.
    bool open = true;
    while (open && !stopping && session.requests < kMaxRequestsOfConnection) {
      open = co_await serve_one(session);
    }
    co_await linger(session);
  }

  /// Closes our side and waits a little for the other: bytes that nobody has read would make the
  /// kernel reset the connection, and the last answer might be lost.
  asio::awaitable<void> linger(Session& session) {
    error_code ignored;
    session.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    session.busy = false;
    session.stream.expires_after(kLingerTime);
    for (std::size_t drained = 0; drained < kMaxLingerBytes && !stopping;) {
      session.buffer.clear();
      auto [failure, bytes] =
          co_await session.stream.async_read_some(session.buffer.prepare(kMaxHeadBytes), kNoThrow);
      if (failure) co_return;
      drained += bytes;
    }
  }

  /// Reads and answers one request; false when the connection is to be closed.
  asio::awaitable<bool> serve_one(Session& session) {
    Parser parser;
    parser.header_limit(kMaxHeadBytes);
    parser.body_limit(0);
    session.busy = session.buffer.size() > 0;
    if (!session.busy) {
      session.stream.expires_after(session.requests == 0 ? kHeadTime : kIdleTime);
      auto [failure, bytes] =
          co_await session.stream.async_read_some(session.buffer.prepare(kMaxHeadBytes), kNoThrow);
      if (failure) co_return false;
      session.buffer.commit(bytes);
    }
    session.busy = true;
    ++session.requests;
    session.stream.expires_after(kHeadTime);
    auto [failure, bytes] =
        co_await bhttp::async_read_header(session.stream, session.buffer, parser, kNoThrow);
    const bool answered = co_await answer(session, parser, failure);
    session.busy = false;
    co_return answered;
  }

  asio::awaitable<bool> answer(Session& session, Parser& parser, error_code failure) {
    if (failure &&
        failure.category() != bhttp::make_error_code(bhttp::error::bad_method).category())
      co_return false;
    if (failure == bhttp::error::end_of_stream || failure == bhttp::error::partial_message)
      co_return false;
    if (failure) {
      const auto [status, wrong] = parse_failure(failure);
      co_return co_await write_message(session.stream,
                                       make_message(api::problem(status, wrong), 11, false, false));
    }
    const auto [status, wrong] = check(parser);
    const auto& head = parser.get();
    const bool is_head = head.method() == bhttp::verb::head;
    if (status != 0) {
      api::Response refused = api::problem(status, wrong);
      if (status == 405) refused.headers.emplace_back("Allow", "GET, HEAD, OPTIONS");
      co_return co_await write_message(session.stream, make_message(refused, 11, false, is_head));
    }
    const api::Head asked = head_of(parser);
    const api::Response response = co_await asio::co_spawn(
        pool, [this, &asked]() -> asio::awaitable<api::Response> { co_return run_handler(asked); },
        asio::use_awaitable);
    const bool keep = head.keep_alive() && !stopping;
    if (response.stream != nullptr)
      co_return co_await write_stream(session.stream, pool, response, head.version(), keep,
                                      is_head);
    co_return co_await write_message(session.stream,
                                     make_message(response, head.version(), keep, is_head));
  }

  api::Response run_handler(const api::Head& asked) const {
    try {
      return handler(asked);
    } catch (
        const std::exception& error) {  // the machine failed: the reader learns no more than that
      spdlog::error("request failed: {}", error.what());
      return api::internal_problem();
    }
  }

  /// Each second and upon SIGHUP, on a pool thread.
  asio::awaitable<void> repeat(const std::function<void()>& every_second) {
    while (!stopping) {
      tick.expires_after(std::chrono::seconds(1));
      co_await tick.async_wait(kNoThrow);
      if (stopping) co_return;
      co_await asio::co_spawn(
          pool,
          [&every_second]() -> asio::awaitable<void> {
            every_second();
            co_return;
          },
          kNoThrow);
    }
  }

  asio::awaitable<void> wait_for_signals() {
    while (!stopping) {
      auto [failure, signal] = co_await signals.async_wait(kNoThrow);
      if (failure) co_return;
      if (signal == SIGHUP)
        tick.cancel();
      else
        begin_stop();
    }
  }

  void begin_stop() {
    if (stopping.exchange(true)) return;
    error_code ignored;
    acceptor.close(ignored);
    signals.cancel(ignored);
    tick.cancel();
    for (auto& session : sessions) {
      if (!session.busy) session.stream.cancel();
    }
    drain.expires_after(kDrainTime);
    asio::co_spawn(io, wait_for_drain(), asio::detached);
  }

  /// Ends the loop when every connection has ended, or when the time is over.
  asio::awaitable<void> wait_for_drain() {
    asio::steady_timer look(io);
    while (!sessions.empty() && drain.expiry() > asio::steady_timer::clock_type::now()) {
      look.expires_after(std::chrono::milliseconds(10));
      co_await look.async_wait(kNoThrow);
    }
    io.stop();
  }

  Handler handler;
  asio::io_context io{1};
  asio::thread_pool pool;
  tcp::acceptor acceptor;
  asio::signal_set signals;
  asio::steady_timer tick;
  asio::steady_timer drain;
  SessionList sessions;
  std::atomic<bool> stopping = false;
};

Server::Server(const ServerOptions& options, Handler handler)
    : impl_(std::make_unique<Impl>(options, std::move(handler))) {}

Server::~Server() {
  impl_->pool.stop();
  impl_->pool.join();
}

std::uint16_t Server::port() const { return impl_->acceptor.local_endpoint().port(); }

void Server::run(const std::function<void()>& every_second) {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) impl_->signals.add(signal);
  asio::co_spawn(impl_->io, impl_->accept_all(), asio::detached);
  asio::co_spawn(impl_->io, impl_->wait_for_signals(), asio::detached);
  asio::co_spawn(impl_->io, impl_->repeat(every_second), asio::detached);
  impl_->io.run();
  impl_->pool.join();
}

void Server::stop() {
  asio::post(impl_->io, [this] { impl_->begin_stop(); });
}

}  // namespace veille::http
