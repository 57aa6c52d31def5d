#include "searchd/search/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace veille::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string shape(const Node& node);

std::string joined(const std::vector<Node>& nodes, const std::string& between) {
  std::string out;
  for (const auto& node : nodes) out += (out.empty() ? "" : between) + shape(node);
  return out;
}

/// "word", "prefix*", "two words" in quotes, near/5(a b), (a | b), (a & b), -a, title:a,
/// country=CA|FR, dates=20180101..20201231.
std::string shape(const Node& node) {
  std::string words;
  for (const auto& word : node.words) words += (words.empty() ? "" : " ") + word;
  std::string out;
  switch (node.type) {
    case Node::Type::everything:
      return "";
    case Node::Type::word:
      out = words;
      break;
    case Node::Type::prefix:
      out = words + "*";
      break;
    case Node::Type::phrase:
      out = (node.any_form ? "~\"" : "\"") + words + "\"";
      break;
    case Node::Type::near:
      out = "near/" + std::to_string(node.distance) + "(" + words + ")";
      break;
    case Node::Type::facet:
      for (const auto& value : node.values)
        out += (out.empty() ? std::string(to_string(node.facet)) + "=" : "|") +
               (value.empty() ? "unknown" : value);
      break;
    case Node::Type::dates:
      out = "dates=" + std::to_string(node.since) + ".." + std::to_string(node.until);
      break;
    case Node::Type::without:
      return "-" + shape(node.children.front());
    case Node::Type::any:
      return "(" + joined(node.children, " | ") + ")";
    case Node::Type::all:
      return "(" + joined(node.children, " & ") + ")";
  }
  return (node.in_title ? "title:" : "") + out;
}

std::string shape(const Query& query) { return joined(query.root.children, " "); }

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
        Row{"\xFF\xFE data", "en", false, "data"},
        // Operators bind: NEAR, then NOT and -, then AND, then OR, then standing side by side.
        Row{"cats AND dogs", "en", false, "(cats & dogs)"},
        Row{"cats OR dogs", "en", false, "(cats | dogs)"},
        Row{"cats dogs OR birds", "en", false, "cats (dogs | birds)"},
        Row{"cats OR dogs AND birds", "en", false, "(cats | (dogs & birds))"},
        Row{"(cats OR dogs) birds", "en", false, "(cats | dogs) birds"},
        Row{"(cats dogs) OR birds", "en", false, "((cats & dogs) | birds)"},
        Row{"cats OR dogs OR birds", "en", false, "(cats | dogs | birds)"},
        Row{"cats OR dogs OR cats", "en", false, "(cats | dogs)"},
        Row{"cats AND CATS", "en", false, "cats"}, Row{"(cats cats) OR cats", "en", false, "cats"},
        Row{"(cats OR dogs) (cats OR dogs)", "en", false, "(cats | dogs)"},
        Row{"cats\u2028AND\u2003dogs", "en", false, "(cats & dogs)"},
        Row{"-cats dogs", "en", false, "-cats dogs"}, Row{"NOT cats", "en", false, "-cats"},
        Row{"cats NOT dogs", "en", false, "cats -dogs"},
        Row{"cats AND NOT dogs", "en", false, "(cats & -dogs)"},
        Row{"NOT NOT cats", "en", false, "cats"}, Row{"- cats", "en", false, "cats"},
        Row{"-(cats OR dogs) birds", "en", false, "-(cats | dogs) birds"},
        Row{"-\"cats dogs\"", "en", false, "-\"cats dogs\""},
        Row{"well-known", "en", false, "well known"},
        Row{"-well-known", "en", false, "-~\"well known\""},
        Row{"data.gouv.fr", "fr", false, "data gouv fr"},
        Row{"data.gouv.fr OR cats", "fr", false, "(~\"data gouv fr\" | cats)"},
        Row{"cats NEAR dogs", "en", false, "near/10(cats dogs)"},
        Row{"cats NEAR/5 dogs birds", "en", false, "near/5(cats dogs) birds"},
        Row{"cats NEAR/3 dogs NEAR/4 birds", "en", false, "near/4(cats dogs birds)"},
        Row{"cats NEAR/999 dogs", "en", false, "near/50(cats dogs)"},
        Row{"cats NEAR/99999999999 dogs", "en", false, "near/50(cats dogs)"},
        Row{"cats NEAR/5x dogs", "en", false, "cats near 5x dogs"},
        Row{"cats NEAR/0 dogs", "en", false, "cats near 0 dogs"},
        Row{"cats NEAR cats", "en", false, "cats"},
        Row{"\"cats dogs\" NEAR birds", "en", false, "(\"cats dogs\" & birds)"},
        Row{"acces*", "en", false, "acces*"}, Row{"*", "en", false, ""},
        Row{"dat*abase", "en", false, "dat abase"}, Row{"-acces*", "en", false, "-acces*"},
        // Fields.
        Row{"title:cats dogs", "en", false, "title:cats dogs"},
        Row{"title:\"cats dogs\"", "en", false, "title:\"cats dogs\""},
        Row{"title:(cats OR dogs) birds", "en", false, "(title:cats | title:dogs) birds"},
        Row{"TITLE:cats", "en", false, "title:cats"},
        Row{"title:the cats", "en", false, "title:the cats"},
        Row{"country:ca", "en", false, "country=CA"},
        Row{"country:Kanada", "en", false, "country=CA"},
        Row{"country:\"united kingdom\"", "en", false, "country=GB"},
        Row{"country:ca,FR cats", "en", false, "country=CA|FR cats"},
        Row{"-country:ca cats", "en", false, "-country=CA cats"},
        Row{"country:UK,usa", "en", false, "country=GB|US"},
        Row{"country:narnia", "en", false, "narnia"},
        Row{"country:unknown", "en", false, "country=unknown"},
        Row{"lang:fr", "en", false, "language=fr"},
        Row{"language:Deutsch", "en", false, "language=de"},
        Row{"lang:de-AT", "en", false, "language=de"},
        Row{"tag:\"Open Data\"", "en", false, "tag=open data"},
        Row{"author:Dupont", "en", false, "author=dupont"},
        Row{"kind:Report source:EIG", "en", false, "kind=report source=eig"},
        Row{"kind:song", "en", false, "song"},
        Row{"year:2018", "en", false, "dates=20180101..20181231"},
        Row{"year:2018..2020", "en", false, "dates=20180101..20201231"},
        Row{"year:2020..2018", "en", false, "dates=20180101..20201231"},
        Row{"year:..2020", "en", false, "dates=0..20201231"},
        Row{"year:2018..", "en", false, "dates=20180101..0"}, Row{"year:18", "en", false, "18"},
        Row{"year:..", "en", false, ""}, Row{"year:unknown", "en", false, "year=unknown"},
        Row{"date:Unknown", "en", false, "year=unknown"},
        Row{"date:2019-05", "en", false, "dates=20190501..20190531"},
        Row{"date:2019-02", "en", false, "dates=20190201..20190228"},
        Row{"date:2020-02", "en", false, "dates=20200201..20200229"},
        Row{"date:2019-02-30", "en", false, "~\"2019 02 30\""},
        Row{"date:2018-05..2018", "en", false, "dates=20180501..20181231"},
        Row{"date:2019-06..2019-04", "en", false, "dates=20190401..20190630"},
        Row{"date:2019-05-03..2020", "en", false, "dates=20190503..20201231"},
        Row{"cats OR lang:fr", "en", false, "(cats | language=fr)"},
        Row{"note: cats", "en", false, "note cats"}, Row{"title:", "en", false, "title"},
        Row{"foo:bar", "en", false, "foo bar"},
        Row{"https://a.example/b", "en", false, "https example b"},
        Row{"country:(cats dogs)", "en", false, "(cats & dogs)"},
        // What is not a query is searched as words, or passed over.
        Row{"! AND ?", "en", false, "and"}, Row{"NOT !", "en", false, "not"},
        Row{"! AND cats", "en", false, "cats"}, Row{"-! cats", "en", false, "cats"},
        Row{"OR", "en", false, "or"}, Row{"AND OR NOT", "en", false, "(and | not)"},
        Row{"cats AND", "en", false, "cats"}, Row{"OR cats", "en", false, "cats"},
        Row{"cats AND OR dogs", "en", false, "cats (and | dogs)"},
        Row{"cats and dogs", "en", false, "cats dogs"}, Row{"()", "en", false, ""},
        Row{"(cats", "en", false, "cats"}, Row{"cats)", "en", false, "cats"},
        Row{")(", "en", false, ""}, Row{"cats () dogs", "en", false, "cats dogs"},
        Row{"(((((cats)))))", "en", false, "cats"},
        Row{"(((((((((cats))))))))) dogs", "en", false, "cats dogs"},
        Row{"((((((((cats AND (dogs OR birds)))))))))", "en", false, "((cats & dogs) | birds)"},
        Row{"(((((((((cats", "en", false, "cats"},
        Row{"cats))))))))) dogs", "en", false, "cats dogs"}, Row{"NOT", "en", false, "not"},
        Row{"-", "en", false, ""}, Row{"--cats", "en", false, "cats"},
        Row{"cats OR", "en", true, "cats"}, Row{"cats -dog", "en", true, "cats -dog"},
        Row{"cats OR do", "en", true, "(cats | do*)"},
        Row{"cats AND do", "en", true, "(cats & do*)"}, Row{"(cats do", "en", true, "(cats & do*)"},
        Row{"(cats do)", "en", true, "(cats & do)"}, Row{"-do", "en", true, "-do"},
        Row{"cats NEAR do", "en", true, "near/10(cats do)"},
        Row{"title:do", "en", true, "title:do*"}));

TEST(ParseQueryNotices, SayWhatWasSetAside) {
  EXPECT_THAT(parse_query("\"open", "en", false).notices,
              ElementsAre(Notice{Notice::Kind::unbalanced_quote}));
  EXPECT_THAT(parse_query("the open data of", "en", false).ignored, ElementsAre("the", "of"));
  EXPECT_THAT(parse_query("open data", "en", false).notices, IsEmpty());
  EXPECT_THAT(parse_query("(open", "en", false).notices,
              ElementsAre(Notice{Notice::Kind::unbalanced_parenthesis}));
  EXPECT_THAT(parse_query("open) data) files", "en", false).notices,
              ElementsAre(Notice{Notice::Kind::unbalanced_parenthesis}));
  EXPECT_THAT(parse_query("(((((((((open)))))))))", "en", false).notices,
              ElementsAre(Notice{Notice::Kind::too_deep, "8"}));
  EXPECT_THAT(parse_query("AND open", "en", false).notices,
              ElementsAre(Notice{Notice::Kind::lone_operator, "AND"}));
  EXPECT_THAT(parse_query("\"a b\" NEAR c", "en", false).notices,
              ElementsAre(Notice{Notice::Kind::near_without_words}));
  EXPECT_THAT(parse_query("country:(us ca)", "en", false).notices,
              ElementsAre(Notice{Notice::Kind::field_value, "country:(…)"}));
  EXPECT_THAT(parse_query("year:soon", "en", false).notices,
              ElementsAre(Notice{Notice::Kind::field_value, "year:soon"}));
  const auto longest = parse_query(std::string(kMaxQueryBytes, 'a') + " b", "en", false);
  EXPECT_THAT(longest.notices, ElementsAre(Notice{Notice::Kind::too_long}));
}

TEST(ParseQueryLimits, MayBeSmaller) {
  const QueryLimits few{20, 3, 1};
  const auto words = parse_query("one two six ten", "en", false, nullptr, few);
  EXPECT_EQ(words.root.children.size(), 3U);
  EXPECT_THAT(words.notices, ElementsAre(Notice{Notice::Kind::too_many_words, "3"}));
  EXPECT_THAT(parse_query("((cats))", "en", false, nullptr, few).notices,
              ElementsAre(Notice{Notice::Kind::too_deep, "1"}));
  EXPECT_THAT(parse_query("categories of government", "en", false, nullptr, few).notices,
              ElementsAre(Notice{Notice::Kind::too_long}));
}

TEST(ParseQueryLimits, HoldForWordsAndPhrases) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "w" + std::to_string(i) + " ";
  const auto query = parse_query(many, "en", false);
  EXPECT_EQ(query.root.children.size(), kMaxQueryWords);
  EXPECT_THAT(query.notices, ElementsAre(Notice{Notice::Kind::too_many_words, "32"}));
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
