// How long a request may be worked on. Xapian's own limit does not stop a query (measured:
// RELIABILITY 2.5), so every loop over an index looks at the clock itself.
#pragma once

#include <chrono>
#include <stdexcept>

namespace veille::search {

/// The time is over. What was found so far is thrown away: a part is never presented as the whole.
class OutOfTime : public std::runtime_error {
 public:
  OutOfTime() : std::runtime_error("the time for this request is over") {}
};

/// While it lives, check_time() on this thread throws once `time` has passed. Of several the last
/// one counts.
class TimeBudget {
 public:
  explicit TimeBudget(std::chrono::milliseconds time);
  ~TimeBudget();
  TimeBudget(const TimeBudget&) = delete;
  TimeBudget& operator=(const TimeBudget&) = delete;

 private:
  const std::chrono::steady_clock::time_point before_;
};

/// To be called at least every few milliseconds of work; costs a look at the clock.
/// Throws: OutOfTime, when this thread has a budget and it is spent.
void check_time();

}  // namespace veille::search
