#include "searchd/web/address.h"

#include <gtest/gtest.h>

namespace veille::web {
namespace {

search::SearchRequest request() {
  search::SearchRequest r;
  r.text = "a&b é";
  r.reader_language = "fr";
  r.page = 3;
  r.since = 20190102;
  r.country_provenances = {Provenance::declared};
  r.selections[static_cast<std::size_t>(Facet::tag)].any_of = {"open data"};
  r.selections[static_cast<std::size_t>(Facet::country)].none_of = {""};
  return r;
}

TEST(SearchAddress, IsEncodedAndInAFixedOrder) {
  EXPECT_EQ(search_address(request()),
            "/search?q=a%26b%20%C3%A9&tag=open%20data&country.not=unknown&"
            "country.provenance=declared&since=2019-01-02&page=3&hl=fr");
  EXPECT_EQ(search_address({}), "/search?hl=en");
}

TEST(Toggled, AddsAndTakesAwayAndGoesToTheFirstPage) {
  const auto added = toggled(request(), Facet::tag, "x");
  EXPECT_EQ(added.selections[0].any_of.size(), 2u);
  EXPECT_EQ(added.page, 1u);
  EXPECT_TRUE(toggled(request(), Facet::tag, "open data").selections[0].any_of.empty());
}

TEST(Cleared, KeepsWordsAndLanguageOnly) {
  EXPECT_EQ(search_address(cleared(request())), "/search?q=a%26b%20%C3%A9&hl=fr");
}

}  // namespace
}  // namespace veille::web
