#include "searchd/api/facet_parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace veille::api {
namespace {

using search::ValueOrder;
using testing::ElementsAre;

Request request(const std::string& query) { return *parse_target("/x?" + query); }

TEST(ParseFacet, TakesItsOwnParametersAndThoseOfASearch) {
  const auto p = parse_facet(request("q=a&tag=b&hl=fr&prefix=%C3%89t+%20a&limit=7&order=label"),
                             Facet::country);
  ASSERT_TRUE(p) << to_string(p.error());
  EXPECT_EQ(p->search.search.text, "a");
  EXPECT_THAT(p->search.search.selections[0].any_of, ElementsAre("b"));
  EXPECT_EQ(p->listing.prefix, "et a");
  EXPECT_EQ(p->listing.limit, 7u);
  EXPECT_EQ(p->listing.order, ValueOrder::label);
  EXPECT_EQ(p->listing.label({"DE", "", 1, false, false}), "Allemagne");
}

TEST(ParseFacet, HasDefaults) {
  const auto p = parse_facet(request("prefix=&limit=&order="), Facet::tag);
  ASSERT_TRUE(p);
  EXPECT_EQ(p->listing.limit, 20u);
  EXPECT_EQ(p->listing.order, ValueOrder::works);
  EXPECT_EQ(p->listing.prefix, "");
}

TEST(ParsePivot, TakesItsOwnParametersAndThoseOfASearch) {
  const auto p = parse_pivot(
      request("rows=author&columns=year&limit_rows=100&limit_columns=1&format=csv&since=2019"));
  ASSERT_TRUE(p) << to_string(p.error());
  EXPECT_EQ(p->pivot.rows, Facet::author);
  EXPECT_EQ(p->pivot.columns, Facet::year);
  EXPECT_EQ(p->pivot.limit_rows, 100u);
  EXPECT_EQ(p->pivot.limit_columns, 1u);
  EXPECT_TRUE(p->csv);
  EXPECT_EQ(p->search.search.since, 20190101u);
}

struct Bad {
  const char* query;
  const char* code;
  const char* says;
};
std::ostream& operator<<(std::ostream& out, const Bad& bad) { return out << bad.query; }

class BadFacet : public testing::TestWithParam<Bad> {};

TEST_P(BadFacet, SaysWhatIsWrongAndHowToMendIt) {
  const auto p = parse_facet(request(GetParam().query), Facet::tag);
  ASSERT_FALSE(p);
  EXPECT_EQ(p.error().code, GetParam().code);
  EXPECT_NE(to_string(p.error()).find(GetParam().says), std::string::npos) << to_string(p.error());
}

INSTANTIATE_TEST_SUITE_P(Table, BadFacet,
                         testing::Values(Bad{"limit=0", "bad_parameter", "1 to 1000"},
                                         Bad{"limit=1001", "bad_parameter", "1 to 1000"},
                                         Bad{"limit=-1", "bad_parameter", "1 to"},
                                         Bad{"limit=99999999999999999999999", "bad_parameter",
                                             "1 to"},
                                         Bad{"limit=1e3", "bad_parameter", "1 to"},
                                         Bad{"limit=1&limit=2", "repeated_parameter", "limit"},
                                         Bad{"order=best", "bad_parameter", "works, value, label"},
                                         Bad{"prefx=a", "unknown_parameter", "prefix"},
                                         Bad{"rows=tag", "unknown_parameter", "API.md"},
                                         Bad{"contry=CA", "unknown_parameter", "country"}));

class BadPivot : public testing::TestWithParam<Bad> {};

TEST_P(BadPivot, SaysWhatIsWrongAndHowToMendIt) {
  const auto p = parse_pivot(request(GetParam().query));
  ASSERT_FALSE(p);
  EXPECT_EQ(p.error().code, GetParam().code);
  EXPECT_NE(to_string(p.error()).find(GetParam().says), std::string::npos) << to_string(p.error());
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadPivot,
    testing::Values(Bad{"", "bad_parameter", "rows"}, Bad{"rows=tag", "bad_parameter", "columns"},
                    Bad{"rows=tag&columns=tag", "bad_parameter", "two facets"},
                    Bad{"rows=tags&columns=year", "bad_parameter", "author"},
                    Bad{"rows=tag&rows=year&columns=kind", "repeated_parameter", "rows"},
                    Bad{"rows=tag&columns=year&limit_rows=101", "bad_parameter", "1 to 100"},
                    Bad{"rows=tag&columns=year&limit_columns=0", "bad_parameter", "1 to 100"},
                    Bad{"rows=tag&columns=year&format=xml", "bad_parameter", "json, csv"},
                    Bad{"rows=tag&columns=year&row=1", "unknown_parameter", "rows"}));

}  // namespace
}  // namespace veille::api
