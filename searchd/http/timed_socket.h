// A socket whose operations are given up when their time is over, without being closed, so that
// there can still be an answer that says so.
#pragma once

#include <boost/asio.hpp>
#include <chrono>
#include <memory>

namespace veille::http {

/// For operations whose failure is a value beside what they give.
inline constexpr auto kNoThrow = boost::asio::as_tuple(boost::asio::use_awaitable);

class TimedSocket {
 public:
  explicit TimedSocket(boost::asio::ip::tcp::socket socket)
      : state_(std::make_shared<State>(std::move(socket))) {}
  ~TimedSocket() {
    boost::system::error_code ignored;
    state_->socket.close(ignored);
    state_->timer.cancel();
  }
  TimedSocket(const TimedSocket&) = delete;
  TimedSocket& operator=(const TimedSocket&) = delete;

  /// From now on what runs on the socket is cancelled after `time`; the last call counts.
  ///
  /// The timer is set anew only when it would ring too late; one that rings too soon is set again
  /// then. A busy connection has thousands of such times, and a timer every few seconds.
  void set_time(std::chrono::milliseconds time) {
    state_->late = false;
    state_->end = Clock::now() + time;
    if (!state_->is_set || state_->timer.expiry() > state_->end) state_->set_timer();
  }
  /// Whether the time is over.
  bool late() const { return state_->late; }

  boost::asio::ip::tcp::socket& socket() { return state_->socket; }

 private:
  using Clock = std::chrono::steady_clock;

  struct State : std::enable_shared_from_this<State> {
    explicit State(boost::asio::ip::tcp::socket taken)
        : socket(std::move(taken)), timer(socket.get_executor()) {}

    void set_timer() {
      is_set = true;
      timer.expires_at(end);
      // The handler may be due already when the connection ends, and is run all the same.
      timer.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
        if (!cancelled) self->ring();
      });
    }
    void ring() {
      // It may have been set anew while this was due.
      if (timer.expiry() > Clock::now()) return;
      is_set = false;
      if (end > Clock::now()) return set_timer();
      late = true;
      boost::system::error_code ignored;
      socket.cancel(ignored);
    }

    boost::asio::ip::tcp::socket socket;
    boost::asio::steady_timer timer;
    Clock::time_point end;  // of the time that was set last
    bool is_set = false;    // the timer rings at its expiry
    bool late = false;
  };

  std::shared_ptr<State> state_;
};

}  // namespace veille::http
