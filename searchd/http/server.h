// HTTP over TCP: sockets, limits, a bounded pool of threads for the handlers. The only place that
// knows Beast.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "searchd/api/request.h"
#include "searchd/http/client.h"
#include "searchd/http/exchange.h"
#include "searchd/http/limits.h"

namespace veille::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one
  unsigned workers = 2;       ///< threads that run handlers
  Limits limits;
  std::vector<Network> trusted_proxies;  ///< whose X-Forwarded-For is believed
};

struct Handlers {
  /// The response to a request. Called on the pool's threads, several at once.
  std::function<api::Response(const api::Head& head)> answer;
  /// The response to what is answered however busy the pool is; nothing for all else. Called on the
  /// thread that serves all connections: it must be quick, and must not throw.
  std::function<std::optional<api::Response>(const api::Head& head)> at_once;
  /// Called after each answer, on the same thread; must be quick and not throw. May be empty.
  std::function<void(const Exchange& exchange)> done;
};

/// How many of what there are at the moment.
struct Load {
  std::size_t connections = 0;
  std::size_t requests = 0;  ///< that run or wait for a thread
  std::size_t streams = 0;
  std::size_t unsent_bytes = 0;           ///< of answers, exports aside
  std::uint64_t refused_connections = 0;  ///< since the start
};

class Server {
 public:
  static constexpr std::chrono::milliseconds kLookEvery{250};

  /// Listens at once, and takes SIGTERM, SIGINT and SIGHUP for run().
  /// Throws: std::runtime_error, when the address is none or the port is taken; the message names
  /// both.
  Server(const ServerOptions& options, Handlers handlers);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The port that it listens on.
  std::uint16_t port() const;

  /// Answers until SIGTERM or SIGINT, or until stop(): then no connection is accepted any more,
  /// idle ones are closed, requests in flight are answered for as long as the limits say.
  ///
  /// `look`  called on a thread of its own each kLookEvery and upon SIGHUP, never twice at once,
  /// with whether SIGHUP came since the last time; must not throw.
  void run(const std::function<void(bool hung_up)>& look);

  /// Any thread may call it.
  void stop();
  /// Whether it has begun to stop. Any thread may ask.
  bool stopping() const;

  /// For handlers called at once, and `done`: on the thread that serves all connections.
  Load load() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace veille::http
