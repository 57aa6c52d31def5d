// A socket whose operations are given up when their time is over, without being closed, so that
// there can still be an answer that says so.
#pragma once

#include <boost/asio.hpp>
#include <chrono>
#include <cstdint>

namespace veille::http {

class TimedSocket {
 public:
  explicit TimedSocket(boost::asio::ip::tcp::socket socket)
      : socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  /// From now on what runs on the socket is cancelled after `time`; the last call counts.
  void set_time(std::chrono::milliseconds time) {
    late_ = false;
    timer_.expires_after(time);
    timer_.async_wait([this, turn = ++turn_](boost::system::error_code cancelled) {
      if (cancelled || turn != turn_) return;
      late_ = true;
      boost::system::error_code ignored;
      socket_.cancel(ignored);
    });
  }
  void no_time() {
    ++turn_;
    timer_.cancel();
  }
  /// Whether the time is over.
  bool late() const { return late_; }

  boost::asio::ip::tcp::socket& socket() { return socket_; }

 private:
  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer timer_;
  std::uint64_t turn_ = 0;
  bool late_ = false;
};

}  // namespace veille::http
