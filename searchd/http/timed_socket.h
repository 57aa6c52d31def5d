// A socket whose operations are given up when their time is over, without being closed, so that
// there can still be an answer that says so.
#pragma once

#include <boost/asio.hpp>
#include <chrono>
#include <cstdint>
#include <memory>

namespace veille::http {

class TimedSocket {
 public:
  explicit TimedSocket(boost::asio::ip::tcp::socket socket)
      : state_(std::make_shared<State>(std::move(socket))) {}
  ~TimedSocket() {
    boost::system::error_code ignored;
    state_->socket.close(ignored);
    no_time();
  }
  TimedSocket(const TimedSocket&) = delete;
  TimedSocket& operator=(const TimedSocket&) = delete;

  /// From now on what runs on the socket is cancelled after `time`; the last call counts.
  void set_time(std::chrono::milliseconds time) {
    state_->late = false;
    state_->timer.expires_after(time);
    // The handler may be due already when the connection ends, and is run all the same.
    state_->timer.async_wait(
        [state = state_, turn = ++state_->turn](boost::system::error_code cancelled) {
          if (cancelled || turn != state->turn) return;
          state->late = true;
          boost::system::error_code ignored;
          state->socket.cancel(ignored);
        });
  }
  void no_time() {
    ++state_->turn;
    state_->timer.cancel();
  }
  /// Whether the time is over.
  bool late() const { return state_->late; }

  boost::asio::ip::tcp::socket& socket() { return state_->socket; }

 private:
  struct State {
    explicit State(boost::asio::ip::tcp::socket taken)
        : socket(std::move(taken)), timer(socket.get_executor()) {}
    boost::asio::ip::tcp::socket socket;
    boost::asio::steady_timer timer;
    std::uint64_t turn = 0;
    bool late = false;
  };

  std::shared_ptr<State> state_;
};

}  // namespace veille::http
