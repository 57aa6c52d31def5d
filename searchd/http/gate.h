// Who is let in: connections, requests and exports are counted here, in all and by client. One
// thread at a time, but for what is said to be for any.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

#include "searchd/http/limits.h"

namespace veille::http {

class Gate {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Kind { connection, stream, kinds };

  static constexpr std::chrono::milliseconds kBurst{100};
  static constexpr std::size_t kStanding = 8;
  static constexpr std::size_t kCrowded = 4;
  static constexpr std::size_t kSmallAnswer = 16 * 1024;

  explicit Gate(const Limits& limits, unsigned workers);

  /// One more of the kind, unless that is too many in all or for the client; each that is let in
  /// must leave. An empty client stands for many, and has no bound of its own.
  bool enter(Kind kind, const std::string& client);
  void leave(Kind kind, const std::string& client);
  std::size_t inside(Kind kind) const { return all_[static_cast<std::size_t>(kind)]; }

  /// One more request that runs or waits for a thread, unless all threads and the queue are taken.
  /// The whole queue is for a burst: once requests have waited for longer than kBurst without a
  /// pause there are too many of them, and a long queue would only make each wait. Then it holds
  /// kStanding for each thread, until none had to be refused for as long: that the queue was empty
  /// for a moment says little, for the threads may have been faster than the one that lets in.
  /// While most requests are refused it holds kCrowded for each: the next is never far, and waiting
  /// in line for longer brings nobody an answer sooner. Source: Nichols & Jacobson 2012,
  /// Controlling Queue Delay.
  bool enter_queue(Clock::time_point now);
  /// Whether requests do not cease to wait, and one was refused within kBurst.
  bool refuses(Clock::time_point now) const { return standing_ && now - refused_ <= kBurst; }
  /// For any thread: the one that has worked on it, as soon as it has. What the thread that lets in
  /// learns of it later would be too late for it, when it has much to refuse.
  void leave_queue(Clock::time_point now);
  std::size_t queued() const { return queued_; }

  /// So many bytes of an answer more that wait to be read, unless that is too many in all; what is
  /// let in must leave. Answers of at most kSmallAnswer are always let in, and so is one alone.
  bool enter_unsent(std::size_t bytes);
  void leave_unsent(std::size_t bytes) { unsent_ -= bytes; }
  std::size_t unsent() const { return unsent_; }

  /// How long a client must wait before its next request, by a bucket of tokens; zero when it may
  /// ask now, which is counted. Of clients that have not asked for long nothing is kept.
  std::chrono::milliseconds wait_of(const std::string& client, Clock::time_point now);

 private:
  static constexpr std::size_t kKinds = static_cast<std::size_t>(Kind::kinds);
  struct Bucket {
    std::string client;
    double tokens = 0;
    Clock::time_point at;
  };

  bool is_standing(Clock::time_point now);
  std::size_t most_waiting(Clock::time_point now);
  std::size_t most(Kind kind) const;
  std::size_t most_of_client(Kind kind) const;

  const Limits limits_;
  const std::size_t workers_;
  std::atomic<std::size_t> queued_ = 0;
  std::atomic<Clock::rep> none_waited_ = 0;  // when the queue was empty last
  bool standing_ = false;                    // as it is until none was refused for kBurst
  Clock::time_point refused_;                // when the last was
  double refused_share_ = 0;                 // of the last requests, later ones counting more
  std::size_t unsent_ = 0;
  std::size_t all_[kKinds] = {};
  std::unordered_map<std::string, std::size_t> clients_[kKinds];
  std::list<Bucket> buckets_;  // the last that asked first
  std::unordered_map<std::string, std::list<Bucket>::iterator> bucket_of_;
};

}  // namespace veille::http
