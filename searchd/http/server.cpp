#include "searchd/http/server.h"

#include <atomic>
#include <boost/asio.hpp>
#include <chrono>
#include <csignal>
#include <list>
#include <stdexcept>
#include <thread>
#include <utility>

#include "searchd/http/session.h"
#include "searchd/http/timed_socket.h"

namespace veille::http {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;

/// When no descriptor is left, others will be closed soon.
constexpr std::chrono::milliseconds kPauseOfAccepting{100};
constexpr std::chrono::milliseconds kLookAtDrain{10};
/// For what is worked on when connections are closed.
constexpr std::chrono::seconds kCloseTime{3};
/// Between two rounds of reading sockets while requests are refused, and how much is done in one.
constexpr std::chrono::milliseconds kRest{1};
constexpr int kRound = 256;
/// No kernel keeps more for who listens, unless it is told to.
constexpr int kMostWaiting = 4096;

}  // namespace

struct Server::Impl {
  Impl(const ServerOptions& options, Handlers handlers)
      : shared{options, std::move(handlers), Gate(options.limits, options.workers),
               asio::thread_pool(options.workers)},
        acceptor(io),
        signals(io),
        tick(io),
        drain(io) {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) signals.add(signal);
    listen(options);
  }

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
      if (!failure) {
        take(std::move(socket));
      } else {
        asio::steady_timer pause(io, kPauseOfAccepting);
        co_await pause.async_wait(kNoThrow);
      }
    }
  }

  /// Serves a connection, or closes it at once where there are too many. Then the one goes that has
  /// been idle for the longest, so that there is room for the next.
  void take(tcp::socket socket) {
    const auto session = sessions.emplace(sessions.end(), std::move(socket), shared);
    if (!shared.gate.enter(Gate::Kind::connection, session->key())) {
      ++refused;
      sessions.erase(session);
      if (shared.gate.inside(Gate::Kind::connection) >= shared.options.limits.connections)
        close_longest_idle();
      return;
    }
    asio::co_spawn(io, session->run(), [this, session](std::exception_ptr) {
      shared.gate.leave(Gate::Kind::connection, session->key());
      sessions.erase(session);
    });
  }

  void close_longest_idle() {
    Session* longest = nullptr;
    for (auto& session : sessions) {
      if (session.is_idle() && (longest == nullptr || session.idle_since() < longest->idle_since()))
        longest = &session;
    }
    if (longest != nullptr) longest->close_if_idle();
  }

  /// On a thread of its own: to open a large snapshot takes seconds, and nothing is to wait for it.
  asio::awaitable<void> repeat(const std::function<void(bool)>& look) {
    while (!shared.stopping) {
      tick.expires_after(kLookEvery);
      co_await tick.async_wait(kNoThrow);
      if (shared.stopping) co_return;
      co_await asio::co_spawn(
          looking,
          [this, &look]() -> asio::awaitable<void> {
            look(hung_up.exchange(false));
            co_return;
          },
          kNoThrow);
    }
  }

  asio::awaitable<void> wait_for_signals() {
    while (!shared.stopping) {
      auto [failure, signal] = co_await signals.async_wait(kNoThrow);
      if (failure) co_return;
      if (signal == SIGHUP) {
        hung_up = true;
        tick.cancel();
      } else {
        begin_stop();
      }
    }
  }

  void begin_stop() {
    if (shared.stopping.exchange(true)) return;
    error_code ignored;
    take_waiting();
    acceptor.close(ignored);
    signals.cancel(ignored);
    tick.cancel();
    for (auto& session : sessions) session.close_if_idle();
    drain.expires_after(shared.options.limits.drain_time);
    asio::co_spawn(io, wait_for_drain(), asio::detached);
  }

  /// Until the server has stopped. While it has to refuse requests, it takes what has come in
  /// rounds instead of each as it comes: the threads that search are interrupted less, and who asks
  /// again at once has to wait that long.
  void serve() {
    while (io.run_one() > 0) {
      if (!shared.gate.refuses(Gate::Clock::now())) continue;
      for (int done = 0; done < kRound && io.poll_one() > 0;) ++done;
      std::this_thread::sleep_for(kRest);
    }
  }

  /// Those who have connected already; closing the acceptor would reset them.
  void take_waiting() {
    error_code failure;
    acceptor.non_blocking(true, failure);
    for (int i = 0; i < kMostWaiting && !failure; ++i) {
      tcp::socket socket(io);
      acceptor.accept(socket, failure);
      if (!failure) take(std::move(socket));
    }
  }

  /// Ends the loop when every connection has ended; when the time is over, they are closed.
  asio::awaitable<void> wait_for_drain() {
    asio::steady_timer look(io);
    bool closed = false;
    const auto now = [] { return asio::steady_timer::clock_type::now(); };
    while (!sessions.empty() && drain.expiry() + kCloseTime > now()) {
      if (!closed && drain.expiry() <= now()) {
        closed = true;
        for (auto& session : sessions) session.close();
      }
      look.expires_after(kLookAtDrain);
      co_await look.async_wait(kNoThrow);
    }
    io.stop();
  }

  Shared shared;  // what a coroutine that never ended gives back, it gives back to this
  asio::io_context io{1};
  asio::thread_pool looking{1};
  tcp::acceptor acceptor;
  asio::signal_set signals;
  asio::steady_timer tick;
  asio::steady_timer drain;
  std::list<Session> sessions;
  std::uint64_t refused = 0;
  std::atomic<bool> hung_up = false;
};

Server::Server(const ServerOptions& options, Handlers handlers)
    : impl_(std::make_unique<Impl>(options, std::move(handlers))) {}

Server::~Server() {
  impl_->shared.pool.stop();
  impl_->looking.join();
  impl_->shared.pool.join();
}

std::uint16_t Server::port() const { return impl_->acceptor.local_endpoint().port(); }

void Server::run(const std::function<void(bool)>& look) {
  asio::co_spawn(impl_->io, impl_->accept_all(), asio::detached);
  asio::co_spawn(impl_->io, impl_->wait_for_signals(), asio::detached);
  asio::co_spawn(impl_->io, impl_->repeat(look), asio::detached);
  impl_->serve();
  impl_->looking.join();
  impl_->shared.pool.join();
}

void Server::stop() {
  asio::post(impl_->io, [this] { impl_->begin_stop(); });
}

bool Server::stopping() const { return impl_->shared.stopping; }

Load Server::load() const {
  const Gate& gate = impl_->shared.gate;
  return {gate.inside(Gate::Kind::connection), gate.queued(), gate.inside(Gate::Kind::stream),
          gate.unsent(), impl_->refused};
}

}  // namespace veille::http
