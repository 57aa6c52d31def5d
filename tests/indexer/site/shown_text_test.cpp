#include "indexer/site/shown_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "veille/utf8.h"

namespace veille::site {
namespace {

using testing::ElementsAre;

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Shortened, CutsAtACharacterAndSaysSo) {
  EXPECT_EQ(shortened("a b", 3), "a b");
  EXPECT_EQ(shortened(" a\n\tb ", 3), "a b");
  EXPECT_EQ(shortened("a bcdef", 6), "a b…");
  EXPECT_EQ(shortened("a bcdef", 5), "a…");
  EXPECT_EQ(shortened("ééé", 5), "é…");
  for (std::size_t most = 3; most < 40; ++most) {
    const std::string cut = shortened(repeated("é", 50), most);
    EXPECT_LE(cut.size(), most);
    EXPECT_TRUE(is_utf8(cut)) << most;
  }
}

TEST(BoundShownText, LeavesWhatIsOrdinaryAsItIs) {
  Publication p;
  p.title = "A title";
  p.description = "Two sentences. Of it.";
  p.authors = {"Ann", "Bo", "Ann"};
  p.tags = {"Open data"};
  p.sections = {{0, "", "A  heading", "Text."}};
  const Publication before = p;
  bound_shown_text(p);
  EXPECT_EQ(p, before);
}

TEST(BoundShownText, BoundsEachOfThem) {
  Publication p;
  p.title = p.description = repeated("word ", 10'000);
  p.authors = std::vector<std::string>(1000, "Ann");
  p.tags = {repeated("x", 300) + "1", repeated("x", 300) + "2", "y"};
  p.sections = {{0, "", repeated("h ", 1000), "Text."}, {0, "", repeated("i ", 1000), ""}};
  bound_shown_text(p);
  EXPECT_EQ(p.title.size(), kMaxTitleBytes);
  EXPECT_TRUE(p.title.ends_with("word wo…"));
  EXPECT_LE(p.description.size(), kMaxDescriptionBytes);
  EXPECT_EQ(p.authors.size(), kMaxNames);
  EXPECT_THAT(p.tags, ElementsAre(repeated("x", 197) + "…", "y"));
  for (const auto& section : p.sections) EXPECT_LE(section.heading.size(), kMaxHeadingBytes);
  EXPECT_EQ(p.sections[0].text, repeated("h ", 1000) + "\nText.");
  EXPECT_EQ(p.sections[1].text, repeated("i ", 1000));
}

}  // namespace
}  // namespace veille::site
