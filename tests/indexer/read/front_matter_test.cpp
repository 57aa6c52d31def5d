#include "indexer/read/front_matter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "veille/utf8.h"

namespace veille::read {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> codes(const std::vector<Error>& problems) {
  std::vector<std::string> result;
  for (const Error& problem : problems) result.push_back(problem.code);
  return result;
}

TEST(SplitFrontMatter, ReadsScalarsListsAndMapsWithTheirLines) {
  const auto read = split_front_matter(
      "---\ntitle: \"2019\"\nyear: 2019\nempty:\ntags:\n- a\n- b\nauthor: {name: "
      "Zoë}\n---\nText\n");
  EXPECT_TRUE(read.present);
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(read.values.text("title"), "2019");
  EXPECT_TRUE(read.values.find("title")->quoted);
  EXPECT_FALSE(read.values.find("year")->quoted);
  EXPECT_EQ(read.values.find("year")->line, 3);
  EXPECT_EQ(read.values.find("empty")->type, Value::Type::null);
  EXPECT_THAT(read.values.find("tags")->texts(), ElementsAre("a", "b"));
  EXPECT_EQ(read.values.find("author")->text("name"), "Zoë");
  EXPECT_EQ(read.values.find("missing"), nullptr);
  EXPECT_EQ(read.body, "Text\n");
  EXPECT_EQ(read.body_line, 10);
}

TEST(SplitFrontMatter, LeavesAFileWithoutItWhole) {
  for (const std::string_view file : {"Just text\n---\nmore", "", "\n \n", "----\na: b\n---\n"}) {
    const auto read = split_front_matter(file);
    EXPECT_FALSE(read.present) << file;
    EXPECT_EQ(read.values.type, Value::Type::map) << file;
    EXPECT_EQ(read.body, file);
    EXPECT_EQ(read.body_line, 1) << file;
  }
}

TEST(SplitFrontMatter, AcceptsAnEmptyBlock) {
  const auto read = split_front_matter("---\n---\nText");
  EXPECT_TRUE(read.present);
  EXPECT_THAT(read.values.map, IsEmpty());
  EXPECT_EQ(read.body, "Text");
  EXPECT_EQ(read.body_line, 3);
}

struct LineEndCase {
  const char* name;
  std::string_view file;
  int title_line;
  int body_line;
};

std::ostream& operator<<(std::ostream& out, const LineEndCase& c) { return out << c.name; }

class SplitFrontMatterLineEnds : public ::testing::TestWithParam<LineEndCase> {};

TEST_P(SplitFrontMatterLineEnds, CountsLinesOfTheFile) {
  const auto read = split_front_matter(GetParam().file);
  ASSERT_TRUE(read.present);
  EXPECT_EQ(read.values.text("title"), "A: é");
  EXPECT_EQ(read.values.find("title")->line, GetParam().title_line);
  EXPECT_EQ(read.body, "Body");
  EXPECT_EQ(read.body_line, GetParam().body_line);
}

INSTANTIATE_TEST_SUITE_P(
    All, SplitFrontMatterLineEnds,
    ::testing::Values(LineEndCase{"lf", "---\ntitle: 'A: é'\n---\nBody", 2, 4},
                      LineEndCase{"crlf", "---\r\ntitle: 'A: é'\r\n---\r\nBody", 2, 4},
                      LineEndCase{"cr", "---\rtitle: 'A: é'\r---\rBody", 2, 4},
                      LineEndCase{"mark", "\xEF\xBB\xBF---\ntitle: 'A: é'\n---\nBody", 2, 4},
                      LineEndCase{"blank_lines", "\n \n---\ntitle: 'A: é'\n---\nBody", 4, 6},
                      LineEndCase{"mark_and_crlf",
                                  "\xEF\xBB\xBF\r\n--- \r\ntitle: 'A: é'\r\n...\r\nBody", 3, 5},
                      LineEndCase{"unquoted_colon", "---\nlang: fr\ntitle: A: é\n---\nBody", 3, 5}),
    [](const auto& test) { return std::string(test.param.name); });

struct BrokenCase {
  const char* name;
  std::string_view line;
  const char* title;
};

std::ostream& operator<<(std::ostream& out, const BrokenCase& c) { return out << c.name; }

class SplitFrontMatterBroken : public ::testing::TestWithParam<BrokenCase> {};

TEST_P(SplitFrontMatterBroken, KeepsTheTitleAndItsNeighbours) {
  const std::string file =
      "---\nlang: fr\n" + std::string(GetParam().line) + "\ntags: [x, y]\n---\nBody";
  const auto read = split_front_matter(file);
  EXPECT_EQ(read.values.text("title"), GetParam().title);
  EXPECT_EQ(read.values.text("lang"), "fr");
  EXPECT_THAT(read.values.find("tags")->texts(), ElementsAre("x", "y"));
  EXPECT_EQ(read.body, "Body");
}

INSTANTIATE_TEST_SUITE_P(
    All, SplitFrontMatterBroken,
    ::testing::Values(BrokenCase{"tab_after_scalar", "title: Tab\t", "Tab"},
                      BrokenCase{"tab_as_indentation", "title: T\nx:\n  - a: 1\n\tb: 2", "T"},
                      BrokenCase{"unquoted_colon", "title: A: B: C", "A: B: C"},
                      BrokenCase{"bad_escape", "title: \"d\\'ici \\q\"", "d'ici \\q"},
                      BrokenCase{"leading_star", "title: **bold** words", "**bold** words"},
                      BrokenCase{"unclosed_quote", "title: \"A\" and B", "\"A\" and B"},
                      BrokenCase{"no_space_after_colon", "title: T\nimage:/a.jpg",
                                 "T image:/a.jpg"},
                      BrokenCase{"continuation", "title: One: and\ntwo", "One: and two"},
                      BrokenCase{"merge_conflict", "<<<<<<< HEAD\ntitle: T\n=======", "T"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SplitFrontMatter, ReadsBothSidesOfAFailedMerge) {
  const auto read = split_front_matter(
      "---\ntitle: T\n<<<<<<< HEAD\nlang: fr\n=======\nlang: de\nref: x\n>>>>>>> other\n---\nBody");
  EXPECT_EQ(read.values.text("lang"), "fr");
  EXPECT_EQ(read.values.text("ref"), "x");
  EXPECT_THAT(codes(read.problems), ElementsAre("merge_conflict", "duplicate_key"));
  EXPECT_EQ(read.problems[0].line, 3);
}

TEST(SplitFrontMatter, MendsLinesThatOnlyLookLikeKeys) {
  const auto words = split_front_matter("---\ntitle: T\nexcerpt: >\nHow well?\n---\nBody");
  EXPECT_EQ(words.values.text("excerpt"), "How well?");
  EXPECT_THAT(codes(words.problems), ElementsAre("front_matter_invalid"));
  const auto key = split_front_matter("---\ntitle: \"T\"\nimage:/a/b.png\n---\nBody");
  EXPECT_EQ(key.values.text("title"), "T");
  EXPECT_EQ(key.values.text("image"), "/a/b.png");
  ASSERT_THAT(codes(key.problems), ElementsAre("front_matter_invalid"));
  EXPECT_EQ(key.problems[0].line, 3);
}

TEST(SplitFrontMatter, ReportsTheLineThatIsNotYaml) {
  const auto read = split_front_matter("---\nlang: fr\ntitle: A: B\n---\nBody");
  ASSERT_THAT(codes(read.problems), ElementsAre("front_matter_invalid"));
  EXPECT_EQ(read.problems[0].line, 3);
}

TEST(SplitFrontMatter, RecoversAListOfItems) {
  const auto read = split_front_matter("---\nbad: a: b\ntags:\n- x: y: z\n- \"q\"\n---\n");
  EXPECT_THAT(read.values.find("tags")->texts(), ElementsAre("x: y: z", "q"));
  EXPECT_EQ(read.values.find("tags")->list[1].line, 5);
}

TEST(SplitFrontMatter, KeepsTheFirstOfTwoEqualKeys) {
  const auto read = split_front_matter("---\ntitle: One\ntitle: Two\n---\n");
  EXPECT_EQ(read.values.text("title"), "One");
  ASSERT_THAT(codes(read.problems), ElementsAre("duplicate_key"));
  EXPECT_EQ(read.problems[0].line, 3);
}

TEST(SplitFrontMatter, KeepsTheFirstOfTwoKeysThatOnlyMendingMakesEqual) {
  const auto before = split_front_matter("---\nimage: /a.png\nimage:/b.png:\n---\n");
  ASSERT_EQ(before.values.map.size(), 1U);
  EXPECT_EQ(before.values.text("image"), "/a.png");
  EXPECT_THAT(codes(before.problems), ElementsAre("front_matter_invalid", "duplicate_key"));
  EXPECT_EQ(before.problems[1].line, 3);
  const auto behind = split_front_matter("---\nimage:/b.png:\nimage: /a.png\n---\n");
  ASSERT_EQ(behind.values.map.size(), 1U);
  EXPECT_EQ(behind.values.text("image"), "/b.png");
  EXPECT_THAT(codes(behind.problems), ElementsAre("front_matter_invalid", "duplicate_key"));
}

TEST(SplitFrontMatter, EndsAnUnterminatedBlockWhereProseBegins) {
  const auto read = split_front_matter("---\ntitle: T\ntags:\n  - a\n\nNote: this is prose.\n");
  EXPECT_EQ(read.values.text("title"), "T");
  EXPECT_THAT(codes(read.problems), ElementsAre("front_matter_unterminated"));
  EXPECT_EQ(read.body, "Note: this is prose.\n");
  EXPECT_EQ(read.body_line, 6);
}

TEST(SplitFrontMatter, TakesNoRuleInTheBodyForTheEndMarker) {
  const auto read =
      split_front_matter("---\ntitle: T\n\n[Some](a.md) words: here.\n\n---\n\nMore words.\n");
  EXPECT_EQ(read.values.text("title"), "T");
  EXPECT_THAT(codes(read.problems), ElementsAre("front_matter_unterminated"));
  EXPECT_EQ(read.body, "[Some](a.md) words: here.\n\n---\n\nMore words.\n");
  EXPECT_EQ(read.body_line, 4);
}

TEST(SplitFrontMatter, TrustsQuotedValuesWithBlankLines) {
  const auto read = split_front_matter("---\na: \"One\n\nTwo\"\nb: c\n---\nBody");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(read.values.text("b"), "c");
  EXPECT_EQ(read.body, "Body");
}

TEST(SplitFrontMatter, LosesNoTextBetweenTwoRules) {
  const std::string_view file = "---\nOnly a sentence.\n---\nAnd another.\n";
  const auto read = split_front_matter(file);
  EXPECT_FALSE(read.present);
  EXPECT_EQ(read.body, file);
}

TEST(SplitFrontMatter, RefusesAnchorsAliasesAndTagsKeyByKey) {
  const auto read = split_front_matter(
      "---\ntitle: T\na: &a [x]\nb: *a\nc: !!binary aGk=\nd: &d [*d]\n---\nBody");
  EXPECT_EQ(read.values.map.size(), 1U);
  EXPECT_EQ(read.values.text("title"), "T");
  EXPECT_THAT(codes(read.problems), ElementsAre("front_matter_refused", "front_matter_refused",
                                                "front_matter_refused", "front_matter_refused"));
  EXPECT_EQ(read.problems[1].line, 4);
  EXPECT_EQ(read.body, "Body");
}

TEST(SplitFrontMatter, RefusesWhatNestsTooDeeply) {
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  const std::string file = "---\ntitle: T\ndeep: " + deep + "\n---\nBody";
  const auto read = split_front_matter(file);
  EXPECT_EQ(read.values.text("title"), "T");
  EXPECT_EQ(read.values.find("deep"), nullptr);
  EXPECT_THAT(codes(read.problems), ElementsAre("front_matter_refused"));
}

TEST(SplitFrontMatter, RefusesAScalarThatIsTooLong) {
  const std::string file = "---\ntitle: T\nlong: " + std::string(4097, 'x') + "\n---\nBody";
  const auto read = split_front_matter(file);
  EXPECT_EQ(read.values.find("long"), nullptr);
  EXPECT_THAT(codes(read.problems), ElementsAre("front_matter_refused"));
}

TEST(SplitFrontMatter, ReportsABlockThatIsTooLargeAndKeepsItsFirstKeys) {
  std::string file = "---\ntitle: T\ntags:\n";
  for (int i = 0; i < 2000; ++i) file += "- item number\n";
  file += "---\nBody";
  const auto read = split_front_matter(file);
  EXPECT_EQ(read.values.text("title"), "T");
  EXPECT_EQ(codes(read.problems).front(), "front_matter_too_large");
  EXPECT_EQ(read.body, "Body");
}

TEST(SplitFrontMatter, ReplacesBadBytesInValuesOnly) {
  const std::string_view file = "---\na: b\ntitle: caf\xE9\n---\ncaf\xE9";
  const auto read = split_front_matter(file);
  EXPECT_EQ(read.values.text("title"), "caf\xEF\xBF\xBD");
  ASSERT_THAT(codes(read.problems), ElementsAre("invalid_utf8"));
  EXPECT_EQ(read.problems[0].line, 3);
  EXPECT_EQ(read.body, "caf\xE9");
}

TEST(Value, FlattensNestedLists) {
  const auto read = split_front_matter("---\ntags: [a, [b, [c]], ~]\none: d\n---\n");
  EXPECT_THAT(read.values.find("tags")->texts(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(read.values.find("one")->texts(), ElementsAre("d"));
}

TEST(ParseYaml, ReadsAConfiguration) {
  const auto value = parse_yaml("\xEF\xBB\xBF# comment\r\nsources:\r\n  - id: a\r\n    url: b\r\n");
  ASSERT_TRUE(value);
  const Value& source = value->find("sources")->list.at(0);
  EXPECT_EQ(source.text("id"), "a");
  EXPECT_EQ(source.find("url")->line, 4);
}

TEST(ParseYaml, NamesTheLineOfAnError) {
  for (const std::string_view bad : {"a: 1\nb: c: d\n", "a: 1\nb: &x 2\n", "a: 1\n[k]: 2\n"}) {
    const auto value = parse_yaml(bad);
    ASSERT_FALSE(value) << bad;
    EXPECT_EQ(value.error().code, "yaml_invalid") << bad;
    EXPECT_EQ(value.error().line, 2) << bad;
  }
}

/// yaml-cpp takes the first of these for UTF-32, of which no text comes out.
TEST(ParseYaml, IsUtf8WhereverNulsStand) {
  for (const std::string& bytes :
       {std::string("-\0\0\0--\n\n: x\n", 12), std::string("a\0: b", 5), std::string("\0a", 2)}) {
    const auto value = parse_yaml(bytes);
    if (!value) {  // where what is left is no YAML
      EXPECT_TRUE(is_utf8(to_string(value.error())));
      continue;
    }
    EXPECT_TRUE(is_utf8(value->scalar)) << value->scalar;
    for (const auto& [key, inner] : value->map) {
      EXPECT_TRUE(is_utf8(key)) << key;
      EXPECT_TRUE(is_utf8(inner.scalar)) << inner.scalar;
    }
  }
}

TEST(ParseYaml, RefusesWhatIsTooLargeOrTwoDocuments) {
  EXPECT_FALSE(parse_yaml(std::string(300 * 1024, '#')));
  EXPECT_FALSE(parse_yaml("a: 1\n---\nb: 2\n"));
}

}  // namespace
}  // namespace veille::read
