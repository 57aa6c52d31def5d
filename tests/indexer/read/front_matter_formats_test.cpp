// Front matter in TOML and JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/read/front_matter.h"

namespace veille::read {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> codes(const std::vector<Error>& problems) {
  std::vector<std::string> result;
  for (const Error& problem : problems) result.push_back(problem.code);
  return result;
}

TEST(SplitFrontMatterFormats, ReadsToml) {
  const auto read = split_front_matter(
      "+++\ntitle = \"A: b\"\ndate = 2019-07-10T09:00:00+02:00\ntags = [\"x\", \"y\"]\n"
      "draft = false\n[author]\nname = 'Ann'\n+++\nBody");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(read.values.text("title"), "A: b");
  EXPECT_EQ(read.values.text("date").substr(0, 10), "2019-07-10");
  EXPECT_EQ(read.values.text("draft"), "false");
  EXPECT_EQ(read.values.find("tags")->line, 4);
  EXPECT_THAT(read.values.find("tags")->texts(), ElementsAre("x", "y"));
  EXPECT_EQ(read.values.find("author")->text("name"), "Ann");
  EXPECT_EQ(read.body, "Body");
  EXPECT_EQ(read.body_line, 9);
}

TEST(SplitFrontMatterFormats, RecoversTomlKeyByKey) {
  const auto read =
      split_front_matter("+++\ntitle = It's here\ntags = [\"x\"]\ntags = [\"y\"]\n[bad\n+++\nBody");
  EXPECT_EQ(read.values.text("title"), "It's here");
  EXPECT_THAT(read.values.find("tags")->texts(), ElementsAre("x"));
  EXPECT_THAT(codes(read.problems),
              ElementsAre("front_matter_invalid", "duplicate_key", "front_matter_refused"));
  EXPECT_EQ(read.problems[0].line, 2);
  EXPECT_EQ(read.body, "Body");
}

TEST(SplitFrontMatterFormats, EndsUnterminatedTomlWhereProseBegins) {
  const auto read = split_front_matter("+++\ntitle = \"T\"\n\nProse begins.\n");
  EXPECT_EQ(read.values.text("title"), "T");
  EXPECT_THAT(codes(read.problems), ElementsAre("front_matter_unterminated"));
  EXPECT_EQ(read.body, "Prose begins.\n");
}

TEST(SplitFrontMatterFormats, ReadsJson) {
  const auto read = split_front_matter(
      "\n{\n \"title\": \"A {b}\",\n \"n\": 3,\n \"tags\": [\"x\", [\"y\"]]\n}\nBody");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(read.values.text("title"), "A {b}");
  EXPECT_EQ(read.values.find("title")->line, 3);
  EXPECT_EQ(read.values.text("n"), "3");
  EXPECT_THAT(read.values.find("tags")->texts(), ElementsAre("x", "y"));
  EXPECT_EQ(read.body, "Body");
  EXPECT_EQ(read.body_line, 7);
}

TEST(SplitFrontMatterFormats, RecoversJsonBeforeAndBehindAnError) {
  const auto read =
      split_front_matter("{\n\"title\": \"T\",\n\"bad\": oops,\n\"lang\": \"fr\"\n}\nBody");
  EXPECT_EQ(read.values.text("title"), "T");
  EXPECT_EQ(read.values.text("lang"), "fr");
  EXPECT_THAT(codes(read.problems), ElementsAre("front_matter_invalid"));
  EXPECT_EQ(read.problems[0].line, 3);
  EXPECT_EQ(read.body, "Body");
}

TEST(SplitFrontMatterFormats, TakesNoTemplateForJson) {
  for (const std::string_view file :
       {"{% include a.html %}\nText", "{{ x }}", "{", "{: .a}\nText"}) {
    const auto read = split_front_matter(file);
    EXPECT_FALSE(read.present) << file;
    EXPECT_EQ(read.body, file);
  }
}

TEST(SplitFrontMatterFormats, ReadsTheFormatsThatEleventyNames) {
  EXPECT_EQ(split_front_matter("---json\n{\"title\": \"T\"}\n---\nB").values.text("title"), "T");
  EXPECT_EQ(split_front_matter("---toml\ntitle = \"T\"\n---\nB").values.text("title"), "T");
  EXPECT_EQ(split_front_matter("---toml\ntitle = \"T\"\n---\nB").body, "B");
}

TEST(SplitFrontMatterFormats, RefusesKeysOfVeryManyParts) {
  std::string key = "a";
  for (int i = 0; i < 7000; ++i) key += ".a";
  const std::string file = "+++\ntitle = \"T. And so on...\"\n" + key + " = 1\n+++\nBody";
  const auto read = split_front_matter(file);
  EXPECT_EQ(read.values.text("title"), "T. And so on...");
  EXPECT_FALSE(read.problems.empty());
  EXPECT_EQ(read.body, "Body");
}

TEST(SplitFrontMatterFormats, BoundsTomlAndJsonAsYaml) {
  const std::string deep = std::string(3000, '[') + std::string(3000, ']');
  const std::string toml = "+++\ntitle = \"T\"\ndeep = " + deep + "\n+++\nBody";
  const std::string json = "{\"title\": \"T\", \"deep\": " + deep + "}\nBody";
  for (const std::string& file : {toml, json}) {
    const auto read = split_front_matter(file);
    EXPECT_EQ(read.values.text("title"), "T");
    EXPECT_FALSE(read.problems.empty());
    EXPECT_EQ(read.body, "Body");
  }
}

}  // namespace
}  // namespace veille::read
