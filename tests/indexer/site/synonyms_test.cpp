#include "indexer/site/synonyms.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

using Rules = std::vector<SynonymRule>;

class ReadSynonyms : public testing::Test {
 protected:
  Result<Rules> read(const std::string& yaml) {
    folder_.write("synonyms.yaml", yaml);
    return read_synonyms_file(folder_.path() / "synonyms.yaml");
  }
  TemporaryFolder folder_;
};

TEST_F(ReadSynonyms, FindsNoneWithoutAFile) {
  const auto rules = read_synonyms_file(folder_.path() / "synonyms.yaml");
  ASSERT_TRUE(rules);
  EXPECT_TRUE(rules->empty());
}

TEST_F(ReadSynonyms, FindsNoneInAnEmptyFile) {
  for (const char* yaml : {"", "\n", "# nothing yet\n"}) {
    const auto rules = read(yaml);
    ASSERT_TRUE(rules) << to_string(rules.error());
    EXPECT_TRUE(rules->empty());
  }
}

TEST_F(ReadSynonyms, LetsEachOfAGroupFindTheOthers) {
  const auto rules = read("all:\n  - [open source, logiciel libre, freie Software]\n");
  ASSERT_TRUE(rules) << to_string(rules.error());
  EXPECT_EQ(*rules, (Rules{{"", "open source", {"logiciel libre", "freie Software"}},
                           {"", "logiciel libre", {"open source", "freie Software"}},
                           {"", "freie Software", {"open source", "logiciel libre"}}}));
}

TEST_F(ReadSynonyms, LetsAbbreviationsFindInOneDirection) {
  const auto rules = read("all:\n  - {words: [pif, PIFs], finds: [innovation fellows]}\n");
  ASSERT_TRUE(rules) << to_string(rules.error());
  EXPECT_EQ(*rules,
            (Rules{{"", "pif", {"innovation fellows"}}, {"", "PIFs", {"innovation fellows"}}}));
}

TEST_F(ReadSynonyms, KeepsTheLanguageForWhichARuleHolds) {
  const auto rules = read("fr:\n  - {words: [ia], finds: [intelligence artificielle]}\n");
  ASSERT_TRUE(rules) << to_string(rules.error());
  EXPECT_EQ(*rules, (Rules{{"fr", "ia", {"intelligence artificielle"}}}));
}

TEST_F(ReadSynonyms, TakesAsManyWordsAndAlternativesAsTheLimitsSay) {
  EXPECT_TRUE(read("all:\n  - [a b c d e f, x]\n"));
  EXPECT_FALSE(read("all:\n  - [a b c d e f g, x]\n"));
  EXPECT_TRUE(read("all:\n  - {words: [x], finds: [a, b, c, d, e, f, g, h]}\n"));
  EXPECT_FALSE(read("all:\n  - {words: [x], finds: [a, b, c, d, e, f, g, h, i]}\n"));
}

TEST_F(ReadSynonyms, ReadsThoseOfTheSampleCorpus) {
  const auto rules = read_synonyms_file(VEILLE_SOURCE_DIR "/corpus/synonyms.yaml");
  ASSERT_TRUE(rules) << to_string(rules.error());
  EXPECT_GE(rules->size(), 30u);
}

struct BadRow {
  const char* yaml;
  const char* code;
  int line;
  const char* what;
};
std::ostream& operator<<(std::ostream& out, const BadRow& row) { return out << row.yaml; }

class BadSynonyms : public ReadSynonyms, public testing::WithParamInterface<BadRow> {};

TEST_P(BadSynonyms, AreReportedWithTheirLine) {
  const auto rules = read(GetParam().yaml);
  ASSERT_FALSE(rules);
  const Error& error = rules.error();
  EXPECT_EQ(error.code, GetParam().code);
  EXPECT_EQ(error.line, GetParam().line) << to_string(error);
  EXPECT_NE(error.what.find(GetParam().what), std::string::npos) << to_string(error);
  EXPECT_NE(error.where.find("synonyms.yaml"), std::string::npos);
  EXPECT_FALSE(error.mend.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadSynonyms,
    testing::Values(
        BadRow{"all:\n  - [a, b\n", "config_invalid", 3, ""},
        BadRow{"all:\n  - [a, b]\nfr:\n  - [a, b]\nall:\n  - [c, d]\n", "config_invalid", 5,
               "'all' occurs twice"},
        BadRow{"all:\n  - [a, b]\nklingonisch!:\n  - [a, b]\n", "config_bad_value", 4,
               "is no language"},
        BadRow{"all: open source\n", "config_bad_value", 1, "has no list"},
        BadRow{"all:\n  - [a, b]\n  - [alone]\n", "config_bad_value", 3, "one word"},
        BadRow{"all:\n  - open source\n", "config_bad_value", 2, "no entry of synonyms"},
        BadRow{"all:\n  - {words: [a]}\n", "config_bad_value", 2, "no entry of synonyms"},
        BadRow{"all:\n  - {words: [a], finds: [b], also: [c]}\n", "config_bad_value", 2,
               "no entry of synonyms"},
        BadRow{"all:\n  - [a, b]\n  - {words: [x], finds: []}\n", "config_bad_value", 3,
               "has 0 alternatives"},
        BadRow{"all:\n  - [a, a]\n", "config_bad_value", 2, "has 0 alternatives"},
        BadRow{"all:\n  - [a, b, c, d, e, f, g, h, i, j]\n", "config_bad_value", 2,
               "has 9 alternatives"},
        BadRow{"all:\n  - {words: [], finds: [b]}\n", "config_bad_value", 2,
               "no entry of synonyms"},
        BadRow{"all:\n  - [a, \"...\"]\n", "config_bad_value", 2, "has 0 words"},
        BadRow{"all:\n  - [a, one two three four five six seven]\n", "config_bad_value", 2,
               "has 7 words"}));

}  // namespace
}  // namespace veille::site
