#include "searchd/search/time_budget.h"

#include <utility>

namespace veille::search {
namespace {

using Clock = std::chrono::steady_clock;

thread_local Clock::time_point deadline = Clock::time_point::max();

}  // namespace

TimeBudget::TimeBudget(std::chrono::milliseconds time)
    : before_(std::exchange(deadline, Clock::now() + time)) {}

TimeBudget::~TimeBudget() { deadline = before_; }

void check_time() {
  if (deadline != Clock::time_point::max() && Clock::now() > deadline) throw OutOfTime();
}

}  // namespace veille::search
