#include "veille/utc.h"

#include <gtest/gtest.h>

namespace veille {
namespace {

TEST(SecondsOf, ReadsWhatManifestsHold) {
  EXPECT_EQ(seconds_of("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(seconds_of("2026-01-02T03:04:05Z"), 1767323045);
  EXPECT_GT(seconds_of(utc_now()), 1767323045);
}

TEST(SecondsOf, IsNothingForAnythingElse) {
  for (const char* text :
       {"", "2026-01-02", "26-01-03T03:04:05Z", "2026-1-2T03:04:05Z", "2026- 1-02T03:04:05Z",
        "2026-02-31T03:04:05Z", "2026-01-02T03:04:05+01:00", "2026-01-02T03:04:05Z "})
    EXPECT_EQ(seconds_of(text), 0) << text;
}

}  // namespace
}  // namespace veille
