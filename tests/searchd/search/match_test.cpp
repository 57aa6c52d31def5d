#include "searchd/search/match.h"

#include <gtest/gtest.h>

#include <random>

namespace veille::search {
namespace {

TEST(MatchAtLeast, AgreesWithCounting) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const std::size_t leaves = 1 + random() % 6;
    std::vector<Bitmap> bitmaps(leaves);
    std::vector<std::size_t> counts(200, 0);
    for (auto& bitmap : bitmaps) {
      for (std::uint32_t id = 1; id < 200; ++id) {
        if (random() % 3 != 0) continue;
        bitmap.add(id);
        ++counts[id];
      }
    }
    const auto at_least = match_at_least(bitmaps);
    ASSERT_EQ(at_least.size(), leaves + 1);
    for (std::size_t k = 1; k <= leaves; ++k) {
      for (std::uint32_t id = 1; id < 200; ++id)
        EXPECT_EQ(at_least[k].contains(id), counts[id] >= k);
    }
  }
}

}  // namespace
}  // namespace veille::search
