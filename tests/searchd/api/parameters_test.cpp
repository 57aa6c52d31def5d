#include "searchd/api/parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace veille::api {
namespace {

using testing::ElementsAre;

Result<SearchParameters> parse(const std::string& query, const std::string& accept_language = "") {
  auto request = parse_target("/search?" + query);
  if (!request) return request.error();
  request->accept_language = accept_language;
  return parse_search(*request);
}

const search::Selection& selection(const SearchParameters& parameters, Facet facet) {
  return parameters.search.selections[static_cast<std::size_t>(facet)];
}

TEST(ParseSearch, TakesEveryParameter) {
  const auto p = parse(
      "q=open+data%21&tag=%C3%89tat&tag=b&tag.not=c&country=ca&language=fr-CA&year=2019&kind="
      "report&since=2018"
      "&until=2019-02&sort=newest&page=2&per_page=20&hl=de&collapse=none&facets=tag,country&fields="
      "title,url&typing=1");
  ASSERT_TRUE(p) << to_string(p.error());
  EXPECT_EQ(p->search.text, "open data!");
  EXPECT_THAT(selection(*p, Facet::tag).any_of, ElementsAre("etat", "b"));
  EXPECT_THAT(selection(*p, Facet::tag).none_of, ElementsAre("c"));
  EXPECT_THAT(selection(*p, Facet::country).any_of, ElementsAre("CA"));
  EXPECT_THAT(selection(*p, Facet::language).any_of, ElementsAre("fr"));
  EXPECT_EQ(p->search.since, 20180101u);
  EXPECT_EQ(p->search.until, 20190231u);
  EXPECT_EQ(p->search.sort, search::Sort::newest);
  EXPECT_EQ(p->search.page, 2u);
  EXPECT_EQ(p->search.per_page, 20u);
  EXPECT_EQ(p->search.reader_language, "de");
  EXPECT_FALSE(p->search.by_work);
  EXPECT_TRUE(p->search.typing);
  EXPECT_THAT(p->search.counted, ElementsAre(Facet::tag, Facet::country));
  EXPECT_THAT(p->fields, ElementsAre("title", "url"));
}

TEST(ParseSearch, HasDefaults) {
  const auto p = parse("q=&tag=&sort=", "it;q=0.5, fr");
  ASSERT_TRUE(p);
  EXPECT_EQ(p->search.text, "");
  EXPECT_EQ(p->search.per_page, 10u);
  EXPECT_EQ(p->search.reader_language, "fr");
  EXPECT_EQ(p->search.counted.size(), kFacetCount);
  EXPECT_TRUE(selection(*p, Facet::tag).empty());
}

TEST(ParseSearch, TakesUnknownAsAValue) {
  const auto p = parse("country=unknown&tag.not=unknown");
  ASSERT_TRUE(p);
  EXPECT_THAT(selection(*p, Facet::country).any_of, ElementsAre(""));
  EXPECT_THAT(selection(*p, Facet::tag).none_of, ElementsAre(""));
}

TEST(ParseSearch, TakesProvenancesOfCountries) {
  const auto p =
      parse("country.provenance=declared&country.provenance=text&country.provenance=declared");
  ASSERT_TRUE(p);
  EXPECT_THAT(p->search.country_provenances, ElementsAre(Provenance::declared, Provenance::text));
}

struct Bad {
  const char* query;
  const char* code;
  const char* says;
};
std::ostream& operator<<(std::ostream& out, const Bad& bad) { return out << bad.query; }

class BadSearch : public testing::TestWithParam<Bad> {};

TEST_P(BadSearch, SaysWhatIsWrongAndHowToMendIt) {
  const auto p = parse(GetParam().query);
  ASSERT_FALSE(p);
  EXPECT_EQ(p.error().code, GetParam().code);
  EXPECT_NE(to_string(p.error()).find(GetParam().says), std::string::npos) << to_string(p.error());
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadSearch,
    testing::Values(
        Bad{"contry=CA", "unknown_parameter", "country"},
        Bad{"contry=", "unknown_parameter", "country"}, Bad{"q=a&q=b", "repeated_parameter", "q"},
        Bad{"page=0", "bad_parameter", "1 to"}, Bad{"page=-1", "bad_parameter", "1 to"},
        Bad{"page=1e9", "bad_parameter", "1 to"},
        Bad{"page=99999999999999999999", "bad_parameter", "1 to"},
        Bad{"page=10000&per_page=2", "bad_parameter", "narrow"},
        Bad{"per_page=101", "bad_parameter", "100"}, Bad{"since=2019-13", "bad_parameter", "YYYY"},
        Bad{"until=soon", "bad_parameter", "YYYY"}, Bad{"sort=best", "bad_parameter", "relevance"},
        Bad{"country=Canada", "bad_parameter", "ISO 3166"},
        Bad{"country.provenance=guess", "bad_parameter", "declared, source"},
        Bad{"country.provenence=text", "unknown_parameter", "country.provenance"},
        Bad{"tag.provenance=text", "unknown_parameter", ""},
        Bad{"year=19", "bad_parameter", "four digits"}, Bad{"kind=blog", "bad_parameter", "post"},
        Bad{"facets=tags", "bad_parameter", "tag"}, Bad{"fields=titel", "bad_parameter", "title"},
        Bad{"hl=nl-419x-long", "bad_parameter", "en, fr"},
        Bad{"typing=yes", "bad_parameter", "1 or 0"},
        Bad{"collapse=no", "bad_parameter", "work or none"}, Bad{"q=%FF", "bad_target", "UTF-8"},
        Bad{"q=%", "bad_target", ""}, Bad{"q=%zz", "bad_target", ""},
        Bad{"q=a%00b", "bad_target", "UTF-8"}));

TEST(ParseSearch, BoundsTheNumberOfFilterValues) {
  std::string query;
  for (int i = 0; i < 100; ++i) query += "tag=t" + std::to_string(i) + "&";
  ASSERT_FALSE(parse(query));
}

}  // namespace
}  // namespace veille::api
