#include "indexer/progress.h"

#include <gtest/gtest.h>

#include <sstream>

#include "indexer/parallel.h"

namespace veille {
namespace {

TEST(ProgressText, TellsRateAndTimeLeft) {
  EXPECT_EQ(progress_text(10, 40, 2), "10/40  25 %  5/s  6 s left");
  EXPECT_EQ(progress_text(0, 40, 2), "0/40");
  EXPECT_EQ(progress_text(0, 0, 0), "0/0");
}

TEST(Progress, IsQuietUnlessShown) {
  std::ostringstream out;
  {
    Progress progress(out, false);
    progress.begin("reading", 2);
    progress.advance();
  }
  EXPECT_EQ(out.str(), "");
  Progress shown(out, true);
  shown.begin("reading", 1);
  shown.advance();
  shown.end();
  EXPECT_NE(out.str().find("reading  1/1"), std::string::npos);
}

TEST(ParallelFor, DoesEveryPieceOnceAndCarriesExceptionsOut) {
  std::vector<std::atomic<int>> done(1000);
  parallel_for(done.size(), 4, [&](std::size_t i) { ++done[i]; });
  for (const auto& n : done) EXPECT_EQ(n, 1);
  EXPECT_THROW(parallel_for(100, 4,
                            [](std::size_t i) {
                              if (i == 50) throw std::runtime_error("x");
                            }),
               std::runtime_error);
  parallel_for(0, 4, [](std::size_t) { FAIL(); });
}

}  // namespace
}  // namespace veille
