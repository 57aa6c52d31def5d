#include "indexer/enrich/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace veille::enrich {
namespace {

using testing::ElementsAre;

Publication publication(const std::string& url, const std::string& language = "en") {
  Publication p;
  p.source = "s";
  p.url = url;
  p.title = "One title";
  p.language = language;
  return p;
}

TEST(JoinDuplicates, KeepsTheShortestAddressAndNamesTheOthers) {
  std::vector<Publication> all = {publication("https://a.example/2019/blog/one/"),
                                  publication("https://a.example/one/"),
                                  publication("https://a.example/2020/blog/one/")};
  all[0].tags = {"Data"};
  all[1].tags = {"design"};
  all[2].date = "2020-01-01";
  EXPECT_THAT(join_duplicates(all, {{500, "x"}, {500, "x"}, {500, "x"}}), ElementsAre(1, 1, 1));
  EXPECT_THAT(all[1].other_urls,
              ElementsAre("https://a.example/2019/blog/one/", "https://a.example/2020/blog/one/"));
  EXPECT_THAT(all[1].tags, ElementsAre("design", "Data"));
  EXPECT_EQ(all[1].date, "2020-01-01");
}

TEST(JoinDuplicates, KeepsApartWhatDiffers) {
  std::vector<Publication> all = {publication("/a"), publication("/b", "fr"), publication("/c"),
                                  publication("/d"), publication("/e")};
  all[3].title = "Another title";
  all[4].source = "other";
  EXPECT_THAT(join_duplicates(all, {{500, "x"}, {500, "x"}, {500, "y"}, {500, "x"}, {500, "x"}}),
              ElementsAre(0, 1, 2, 3, 4));
}

TEST(JoinDuplicates, KeepsShortTextsApart) {
  std::vector<Publication> all = {publication("/a"), publication("/b")};
  EXPECT_THAT(join_duplicates(all, {{kLeastTextBytes - 1, "x"}, {kLeastTextBytes - 1, "x"}}),
              ElementsAre(0, 1));
  EXPECT_TRUE(join_duplicates(all = {}, {}).empty());
}

}  // namespace
}  // namespace veille::enrich
