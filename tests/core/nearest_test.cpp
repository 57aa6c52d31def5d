#include "veille/nearest.h"

#include <gtest/gtest.h>

namespace veille {
namespace {

TEST(Nearest, FindsTheWordThatWasMeant) {
  const std::vector<std::string> known = {"title", "folder", "permalink", "per_page", "page"};
  EXPECT_EQ(nearest("titel", known), "title");
  EXPECT_EQ(nearest("permalnk", known), "permalink");
  EXPECT_EQ(nearest("pages", known), "page");
  EXPECT_EQ(nearest("xyzzy", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest(std::string(100'000, 'a'), known), "");
  EXPECT_EQ(nearest("a", {}), "");
}

}  // namespace
}  // namespace veille
