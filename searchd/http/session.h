// One connection: its requests, one after the other.
#pragma once

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "searchd/http/client.h"
#include "searchd/http/exchange.h"
#include "searchd/http/gate.h"
#include "searchd/http/server.h"
#include "searchd/http/timed_socket.h"

namespace veille::http {

/// What all sessions of a server share. Everything but the pool is of the loop's thread.
struct Shared {
  const ServerOptions options;
  const Handlers handlers;
  Gate gate;
  boost::asio::thread_pool pool;
  std::atomic<bool> stopping = false;
  std::uint64_t requests = 0;  ///< so far
};

class Session {
 public:
  Session(boost::asio::ip::tcp::socket socket, Shared& shared);

  /// Serves until the connection ends, the server stops, or the client has had its share.
  boost::asio::awaitable<void> run();

  /// Ends it unless a request has begun, or has come and is not read yet.
  void close_if_idle();
  /// Ends it, whatever it does.
  void close();
  bool is_idle() const { return !busy_; }
  std::chrono::steady_clock::time_point idle_since() const { return idle_since_; }
  /// What it counts under at the gate; nothing for a trusted proxy, which brings the requests of
  /// many.
  std::string key() const { return is_proxy_ ? "" : peer_.key; }

 private:
  boost::asio::awaitable<std::optional<std::size_t>> read_head();
  boost::asio::awaitable<bool> serve_one();
  boost::asio::awaitable<bool> answer(std::size_t head_bytes, Exchange& exchange);
  boost::asio::awaitable<bool> answer_parsed(const api::Head& head, unsigned version, bool keep,
                                             Exchange& exchange);
  boost::asio::awaitable<api::Response> work(const api::Head& head, Exchange& exchange);
  boost::asio::awaitable<bool> send(api::Response response, unsigned version, bool keep, bool head,
                                    Exchange& exchange);
  boost::asio::awaitable<bool> send_overloaded(Exchange& exchange);
  boost::asio::awaitable<bool> refuse(int status, const Error& error, Exchange& exchange);
  boost::asio::awaitable<void> linger();
  std::string_view unread() const;
  bool has_unread();

  Shared& shared_;
  TimedSocket socket_;
  boost::beast::flat_buffer buffer_;
  Client peer_;
  bool is_proxy_ = false;
  Client client_;  // who asked last
  std::chrono::steady_clock::time_point idle_since_;
  std::size_t requests_ = 0;
  bool busy_ = false;  // a request has begun and is not answered
};

}  // namespace veille::http
