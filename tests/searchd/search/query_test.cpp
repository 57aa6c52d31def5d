#include "searchd/search/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace veille::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "word", "prefix*", "two words" in quotes; in order.
std::string shape(const Query& query) {
  std::string out;
  for (const auto& node : query.root.children) {
    std::string words;
    for (const auto& word : node.words) words += (words.empty() ? "" : " ") + word;
    if (node.type == Node::Type::phrase) words = "\"" + words + "\"";
    if (node.type == Node::Type::prefix) words += "*";
    out += (out.empty() ? "" : " ") + words;
  }
  return out;
}

struct Row {
  const char* text;
  const char* language;
  bool typing;
  const char* shape;
};
std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.text; }

class ParseQuery : public testing::TestWithParam<Row> {};

TEST_P(ParseQuery, UnderstandsWhatWasTyped) {
  EXPECT_EQ(shape(parse_query(GetParam().text, GetParam().language, GetParam().typing)),
            GetParam().shape);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseQuery,
    testing::Values(
        Row{"", "en", false, ""}, Row{"  ,.;-  ", "en", false, ""},
        Row{"Open Data", "en", false, "open data"}, Row{"the open data", "en", false, "open data"},
        Row{"the of and", "en", false, "the of and"},
        Row{"initiatives à l'étranger", "en", false, "initiatives étranger"},
        Row{"Barrierefreiheit in der Verwaltung", "fr", false, "barrierefreiheit verwaltung"},
        Row{"\"open data\" policy", "en", false, "\"open data\" policy"},
        Row{"«logiciel libre»", "fr", false, "\"logiciel libre\""},
        Row{"„offene Daten“", "de", false, "\"offene daten\""},
        Row{"“open data”", "en", false, "\"open data\""},
        Row{"\"the state\"", "en", false, "\"the state\""},
        Row{"\"open data", "en", false, "open data"}, Row{"\"\"", "en", false, ""},
        Row{"AND", "fr", false, "and"}, Row{"data data DATA", "en", false, "data"},
        Row{"acces", "fr", true, "acces*"}, Row{"acces ", "fr", true, "acces"},
        Row{"open acces", "fr", true, "open acces*"}, Row{"acces", "fr", false, "acces"},
        Row{"\"open data\"", "en", true, "\"open data\""}, Row{"t'es", "fr", false, "es"},
        Row{"\xFF\xFE data", "en", false, "data"}));

TEST(ParseQueryNotices, SayWhatWasSetAside) {
  EXPECT_THAT(parse_query("\"open", "en", false).notices, ElementsAre(Notice::unbalanced_quote));
  EXPECT_THAT(parse_query("the open data of", "en", false).ignored, ElementsAre("the", "of"));
  EXPECT_THAT(parse_query("open data", "en", false).notices, IsEmpty());
  const auto longest = parse_query(std::string(kMaxQueryBytes, 'a') + " b", "en", false);
  EXPECT_THAT(longest.notices, ElementsAre(Notice::too_long));
}

TEST(ParseQueryLimits, HoldForWordsAndPhrases) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "w" + std::to_string(i) + " ";
  const auto query = parse_query(many, "en", false);
  EXPECT_EQ(query.root.children.size(), kMaxQueryWords);
  EXPECT_EQ(query.root.required, kMaxQueryWords);
  EXPECT_THAT(query.notices, ElementsAre(Notice::too_many_words));
  const auto phrase = parse_query("\"" + many + "\"", "en", false);
  EXPECT_LE(phrase.root.children.at(0).words.size(), kMaxQueryWords);
}

TEST(ParseQueryLanguage, IsTheReadersUnlessStopWordsSayOtherwise) {
  EXPECT_EQ(parse_query("open data", "de", false).language, "de");
  EXPECT_EQ(parse_query("les données de la santé", "en", false).language, "fr");
  EXPECT_EQ(parse_query("war on data", "en", false).language, "en");
}

}  // namespace
}  // namespace veille::search
