#include "searchd/search/tally.h"

#include <gtest/gtest.h>

#include "tests/searchd/search/small_index.h"

namespace veille::search {
namespace {

/// Every value of the documents, with the works that have it, one document at a time.
std::vector<std::uint32_t> by_hand(const Columns& columns, const Bitmap& documents) {
  std::vector<std::set<WorkNumber>> works(columns.values().size());
  for (Ordinal o = 0; o < columns.values().size(); ++o) {
    for (const DocumentId id : documents) {
      if (columns.has(id, o)) works[o].insert(columns.work(id));
    }
  }
  std::vector<std::uint32_t> out;
  for (const auto& set : works) out.push_back(static_cast<std::uint32_t>(set.size()));
  return out;
}

Bitmap random_part(const Columns& columns, unsigned percent, std::mt19937& random) {
  Bitmap out;
  for (const DocumentId id : columns.all()) {
    if (random() % 100 < percent) out.add(id);
  }
  return out;
}

TEST(CountValues, AgreesWithCountingByHandHoweverManyMatch) {
  std::mt19937 random(11);
  for (int round = 0; round < 12; ++round) {
    const SmallIndex index(random_documents(random));
    const Columns columns(index.open());
    EXPECT_EQ(columns.totals(), by_hand(columns, columns.all()));
    for (const unsigned percent : {0U, 3U, 30U, 49U, 52U, 80U, 97U, 100U}) {
      const Bitmap documents = random_part(columns, percent, random);
      EXPECT_EQ(count_values(columns, documents), by_hand(columns, documents)) << percent;
    }
  }
}

TEST(CountValues, SeesTheCountriesOfAProvenanceOnly) {
  const char* kOne = "1111111111111111";
  const SmallIndex index(
      SmallParts{{{kOne, "", {"XCOUNTRY:CA", "XPROVENANCE:text:CA"}},
                  {kOne, "", {"XCOUNTRY:CA", "XPROVENANCE:declared:CA", "XPROVENANCE:title:CA"}},
                  {"2222222222222222", "", {"XCOUNTRY:FR", "XPROVENANCE:text:FR"}},
                  {"3333333333333333", "", {}}}});
  const Columns columns(index.open());
  SearchRequest request;
  const auto count = [&](Facet facet) {
    return count_values(columns, FacetView(columns, facet, request), columns.all());
  };
  using Works = std::vector<std::uint32_t>;
  EXPECT_EQ(count(Facet::country), (Works{1, 1, 1}));
  request.country_provenances = {Provenance::declared};
  EXPECT_EQ(count(Facet::country), (Works{3, 1, 0}));
  request.country_provenances = {Provenance::declared, Provenance::title};
  EXPECT_EQ(count(Facet::country), (Works{3, 1, 0}));
  request.country_provenances = {Provenance::text};
  EXPECT_EQ(count(Facet::country), (Works{2, 1, 1}));
  request.country_provenances = {Provenance::link};
  EXPECT_EQ(count(Facet::country), (Works{3, 0, 0}));
  EXPECT_EQ(count(Facet::tag), (Works{3}));
}

}  // namespace
}  // namespace veille::search
