// What a build is doing, for a person at a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <ostream>
#include <string>

namespace veille {

/// Writes one line that is rewritten in place: phase, done of total, rate, time left. Writes
/// nothing when `shown` is false. Threads may share one.
class Progress {
 public:
  Progress(std::ostream& out, bool shown) : out_(out), shown_(shown) {}
  ~Progress() { end(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void begin(const std::string& phase, std::size_t total);
  /// One more piece is done, or `done` pieces are.
  void advance();
  void set(std::size_t done);
  /// Wipes the line.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  void draw();

  std::mutex mutex_;
  std::ostream& out_;
  const bool shown_;
  std::string phase_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  Clock::time_point began_;
  Clock::time_point drawn_;
};

/// "12/40  30 %  35/s  1 s left": what of a phase is done after `seconds`.
std::string progress_text(std::size_t done, std::size_t total, double seconds);

}  // namespace veille
