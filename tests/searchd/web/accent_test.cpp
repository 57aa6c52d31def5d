#include "searchd/web/accent.h"

#include <gtest/gtest.h>

namespace veille::web {
namespace {

constexpr Colour kWhite = {255, 255, 255};
constexpr Colour kDark = {0x14, 0x16, 0x1B};

TEST(ParseColour, TakesThreeOrSixDigits) {
  EXPECT_EQ(parse_colour("#1f4FBF"), (Colour{0x1F, 0x4F, 0xBF}));
  EXPECT_EQ(parse_colour("#14b"), (Colour{0x11, 0x44, 0xBB}));
  for (const char* none :
       {"", "#", "1f4fbf", "#1f4fb", "#1f4fbg", "#1f4fbf0", "red", "#-1f4f", "# 1f4"})
    EXPECT_FALSE(parse_colour(none)) << none;
  EXPECT_EQ(to_string(*parse_colour("#1F4fbf")), "#1f4fbf");
}

TEST(Contrast, IsThatOfWcag) {
  EXPECT_NEAR(contrast({0, 0, 0}, kWhite), 21, 1e-9);
  EXPECT_NEAR(contrast({0x77, 0x77, 0x77}, kWhite), 4.478, 1e-3);
  EXPECT_EQ(contrast(kDark, kDark), 1);
}

TEST(Accents, KeepWhatCanBeRead) {
  EXPECT_EQ(accents({0x1F, 0x4F, 0xBF}).light, (Colour{0x1F, 0x4F, 0xBF}));
  EXPECT_EQ(accents({0xD4, 0xFF, 0x00}).dark, (Colour{0xD4, 0xFF, 0x00}));
}

TEST(Accents, CanBeReadWhateverIsAskedFor) {
  for (int red = 0; red < 256; red += 51)
    for (int green = 0; green < 256; green += 51)
      for (int blue = 0; blue < 256; blue += 51) {
        const Colour asked = {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                              static_cast<std::uint8_t>(blue)};
        const auto [light, dark] = accents(asked);
        EXPECT_GE(contrast(light, kWhite), 4.5) << to_string(asked);
        EXPECT_GE(contrast(dark, kDark), 4.5) << to_string(asked);
      }
}

TEST(AccentStyle, IsEmptyWithoutAnAccent) {
  EXPECT_EQ(accent_style(""), "");
  EXPECT_EQ(accent_style("#1f4fbf").substr(0, 28), ":root { --accent: #1f4fbf; }");
}

}  // namespace
}  // namespace veille::web
