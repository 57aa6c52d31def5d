// HTTP over TCP: sockets, time limits, a bounded pool of threads for the handlers. The only place
// that knows Beast.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "searchd/api/request.h"

namespace veille::http {

/// The response to a request. Called on the pool's threads, several at once.
using Handler = std::function<api::Response(const api::Head& head)>;

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one
  unsigned workers = 2;       ///< threads that run handlers
};

class Server {
 public:
  /// Listens at once.
  /// Throws: std::runtime_error, when the address is none or the port is taken; the message names
  /// both.
  Server(const ServerOptions& options, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The port that it listens on.
  std::uint16_t port() const;

  /// Answers until SIGTERM or SIGINT, or until stop(): then no connection is accepted any more,
  /// idle ones are closed, requests in flight are answered for at most ten seconds.
  ///
  /// `every_second`  called on a pool thread each second and upon SIGHUP, never twice at once; must
  /// not throw.
  void run(const std::function<void()>& every_second);

  /// Any thread may call it.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace veille::http
