#include "indexer/enrich/tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace veille::enrich {
namespace {

using testing::ElementsAre;

TEST(AddTags, KnowsATagInEverySpelling) {
  std::vector<std::string> tags = {"État"};
  add_tags({"etat", "ETAT", "Open  Data", "open data"}, tags);
  EXPECT_THAT(tags, ElementsAre("État", "Open  Data"));
}

TEST(TagAliases, JoinSpellingsAndLanguages) {
  TagAliases aliases;
  aliases.add("Accessibility", "accessibilité");
  aliases.add("Accessibility", "a11y");
  std::vector<std::string> tags = {"A11Y", "design", "Accessibilite", "accessibility"};
  aliases.apply(tags);
  EXPECT_THAT(tags, ElementsAre("Accessibility", "design"));
}

TEST(TagAliases, LeaveTagsAloneWhereThereAreNone) {
  std::vector<std::string> tags = {"b", "a", "a"};
  TagAliases().apply(tags);
  EXPECT_THAT(tags, ElementsAre("b", "a", "a"));
}

}  // namespace
}  // namespace veille::enrich
