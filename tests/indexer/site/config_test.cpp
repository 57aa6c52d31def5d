#include "indexer/site/config.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

class ReadConfig : public testing::Test {
 protected:
  Result<Configuration> read_all(const std::string& yaml) {
    folder_.write("site/a.md", "# A");
    folder_.write("veille.yaml", yaml);
    return read_config(folder_.path() / "veille.yaml");
  }
  Result<std::vector<Source>> read(const std::string& yaml) {
    auto all = read_all(yaml);
    if (!all) return all.error();
    return std::move(all->sources);
  }
  TemporaryFolder folder_;
};

TEST_F(ReadConfig, OverridesWhatIsDetected) {
  const auto sources = read(
      "sources:\n"
      "  - id: one\n"
      "    folder: site\n"
      "    title: One\n"
      "    url: https://one.example/\n"
      "    language: en-AU\n"
      "    country: AU\n"
      "    tag_keys: [topics]\n"
      "    language_by_path: {fr: fr-CA}\n"
      "    exclude: ['drafts/*']\n");
  ASSERT_TRUE(sources) << to_string(sources.error());
  const Source& one = sources->at(0);
  EXPECT_EQ(one.id, "one");
  EXPECT_EQ(one.url, "https://one.example");
  EXPECT_EQ(one.language, "en");
  EXPECT_EQ(one.country, "AU");
  EXPECT_EQ(one.tag_keys, std::vector<std::string>{"topics"});
  EXPECT_EQ(one.language_by_path.at("fr"), "fr");
  EXPECT_EQ(one.generator, Generator::markdown);
}

TEST_F(ReadConfig, TakesOtherNamesOfTags) {
  const auto all = read_all(
      "aliases:\n  accessibility: [a11y, accessibilité]\n  Open data: données ouvertes\n"
      "sources:\n  - folder: site\n");
  ASSERT_TRUE(all) << to_string(all.error());
  ASSERT_EQ(all->aliases.size(), 2u);
  EXPECT_EQ(all->aliases[0].first, "accessibility");
  EXPECT_EQ(all->aliases[0].second, (std::vector<std::string>{"a11y", "accessibilité"}));
  EXPECT_EQ(all->aliases[1].second, std::vector<std::string>{"données ouvertes"});
}

TEST_F(ReadConfig, ReadsAFolderAsTheGeneratorThatItNames) {
  const auto sources = read(
      "sources:\n  - folder: site\n    generator: hugo\n    expired: leave_out\n    drafts: true\n"
      "    author_keys: [by]\n    date_keys: [':filename', on]\n");
  ASSERT_TRUE(sources) << to_string(sources.error());
  const Source& one = sources->at(0);
  EXPECT_EQ(one.generator, Generator::hugo);
  EXPECT_EQ(one.recognised_by, "veille.yaml");
  EXPECT_EQ(one.content, "content");
  EXPECT_EQ(one.expired, Expired::leave_out);
  EXPECT_TRUE(one.drafts);
  EXPECT_EQ(one.author_keys, std::vector<std::string>{"by"});
  EXPECT_EQ(one.date_keys.front(), kFileNameDate);
}

TEST_F(ReadConfig, NamesTheLineAndTheNearestKnownKey) {
  const auto sources = read("sources:\n  - folder: site\n    permalnk: /x/\n");
  ASSERT_FALSE(sources);
  EXPECT_EQ(sources.error().code, "config_unknown_key");
  EXPECT_EQ(sources.error().line, 3);
  EXPECT_NE(sources.error().mend.find("permalink"), std::string::npos);
}

struct Bad {
  const char* yaml;
  const char* code;
  int line;
};
std::ostream& operator<<(std::ostream& out, const Bad& bad) { return out << bad.yaml; }

class BadConfig : public ReadConfig, public testing::WithParamInterface<Bad> {};

TEST_P(BadConfig, IsReportedWithItsLine) {
  const auto sources = read(GetParam().yaml);
  ASSERT_FALSE(sources);
  EXPECT_EQ(sources.error().code, GetParam().code) << to_string(sources.error());
  EXPECT_EQ(sources.error().line, GetParam().line) << to_string(sources.error());
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadConfig,
    testing::Values(
        Bad{"sources:\n  - folder: nowhere\n", "site_missing", 2},
        Bad{"sources:\n  - id: a\n", "config_bad_value", 2},
        Bad{"sources:\n  - folder: site\n    id: a\n    id: b\n", "config_invalid", 4},
        Bad{"sources: []\n", "config_bad_value", 1},
        Bad{"source:\n  - folder: site\n", "config_unknown_key", 2},
        Bad{"sources:\n  - folder: site\n    country: France\n", "config_bad_value", 3},
        Bad{"sources:\n  - folder: site\n    url: one.example\n", "config_bad_value", 3},
        Bad{"sources:\n  - folder: site\n    generator: hugoo\n", "config_bad_value", 3},
        Bad{"sources:\n  - folder: site\n    expired: never\n", "config_bad_value", 3},
        Bad{"sources:\n  - folder: site\n    id: A B\n", "config_bad_value", 3},
        Bad{"sources:\n  - folder: site\n    content: ../x\n", "config_bad_value", 3},
        Bad{"sources:\n  - folder: site\n  - folder: site\n", "config_bad_value", 3}));

TEST(ReadConfigFile, ReportsAFileThatIsNotThere) {
  EXPECT_EQ(read_config("/nowhere/veille.yaml").error().code, "config_missing");
}

}  // namespace
}  // namespace veille::site
