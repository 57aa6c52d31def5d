#include "searchd/search/time_budget.h"

#include <gtest/gtest.h>

#include <thread>

namespace veille::search {
namespace {

using std::chrono::milliseconds;

TEST(CheckTime, PassesWithoutABudget) { EXPECT_NO_THROW(check_time()); }

TEST(CheckTime, ThrowsWhenTheBudgetIsSpent) {
  const TimeBudget budget(milliseconds(1));
  std::this_thread::sleep_for(milliseconds(5));
  EXPECT_THROW(check_time(), OutOfTime);
}

TEST(CheckTime, IsOfOneThreadAndOneBudget) {
  {
    const TimeBudget outer(std::chrono::hours(1));
    {
      const TimeBudget spent(milliseconds(0));
      std::this_thread::sleep_for(milliseconds(2));
      EXPECT_THROW(check_time(), OutOfTime);
      std::thread([] { EXPECT_NO_THROW(check_time()); }).join();
    }
    EXPECT_NO_THROW(check_time());
  }
  EXPECT_NO_THROW(check_time());
}

}  // namespace
}  // namespace veille::search
