#include "searchd/search/columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/searchd/search/small_index.h"

namespace veille::search {
namespace {

using testing::ElementsAre;

constexpr const char* kA = "aaaaaaaaaaaaaaaa";
constexpr const char* kB = "bbbbbbbbbbbbbbbb";
constexpr const char* kC = "cccccccccccccccc";

std::vector<std::string> values_of(const Columns& columns, DocumentId id, Facet facet) {
  std::vector<std::string> out;
  const auto [first, last] = columns.range(facet);
  for (Ordinal o = first; o < last; ++o) {
    if (columns.has(id, o)) out.push_back(columns.values()[o]);
  }
  return out;
}

TEST(Columns, HoldEveryPartsDocumentsWithTheirValues) {
  const SmallIndex index(
      SmallParts{{{kB, "20190102", {"XTAG:x", "XTAG:a", "XCOUNTRY:FR", "XYEAR:2019"}},
                  {},
                  {kC, "", {"XTAG:b"}}},
                 {{kA, "20200101", {"XTAG:a"}}, {kA, "", {}}}});
  const Columns columns(index.open());
  EXPECT_EQ(columns.documents(), 5u);
  EXPECT_EQ(columns.works(), 3u);
  EXPECT_EQ(columns.all().cardinality(), 4u);
  EXPECT_FALSE(columns.exists(2));
  EXPECT_THAT(values_of(columns, 1, Facet::tag), ElementsAre("a", "x"));
  EXPECT_THAT(values_of(columns, 1, Facet::country), ElementsAre("FR"));
  EXPECT_THAT(values_of(columns, 3, Facet::tag), ElementsAre("b"));
  EXPECT_THAT(values_of(columns, 3, Facet::country), ElementsAre(""));
  EXPECT_THAT(values_of(columns, 4, Facet::tag), ElementsAre("a"));
  EXPECT_THAT(values_of(columns, 5, Facet::tag), ElementsAre(""));
  EXPECT_THAT(values_of(columns, 2, Facet::tag), ElementsAre());
  EXPECT_EQ(columns.date(1), 20190102u);
  EXPECT_EQ(columns.date(3), 0u);
}

TEST(Columns, NumberWorksByTheirIds) {
  const SmallIndex index(SmallParts{{{kB, "", {}}, {kC, "", {}}}, {{kA, "", {}}, {kA, "", {}}}});
  const Columns columns(index.open());
  EXPECT_EQ(columns.work(1), 1u);
  EXPECT_EQ(columns.work(2), 2u);
  EXPECT_EQ(columns.work(3), 0u);
  EXPECT_EQ(columns.work(4), 0u);
  EXPECT_TRUE(columns.alone(1));
  EXPECT_FALSE(columns.alone(4));
  EXPECT_EQ(columns.members(3), (std::pair<DocumentId, DocumentId>(3, 5)));
  EXPECT_EQ(columns.members(2), (std::pair<DocumentId, DocumentId>(2, 3)));
}

TEST(Columns, CountAWorkOnceInTotals) {
  const SmallIndex index(
      SmallParts{{{kA, "", {"XTAG:a"}}, {kA, "", {"XTAG:a"}}, {kB, "", {"XTAG:a"}}}});
  const Columns columns(index.open());
  EXPECT_EQ(columns.totals()[columns.find(Facet::tag, "a")], 2u);
  EXPECT_EQ(columns.totals()[columns.find(Facet::tag, "")], 0u);
  EXPECT_EQ(columns.totals()[columns.find(Facet::country, "")], 2u);
  EXPECT_EQ(columns.find(Facet::tag, "b"), columns.range(Facet::tag).second);
}

TEST(Columns, RefuseMembersOfAWorkThatAreApart) {
  const SmallIndex index(SmallParts{{{kA, "", {}}, {kB, "", {}}, {kA, "", {}}}});
  const auto databases = index.open();
  EXPECT_THROW(Columns{databases}, std::runtime_error);
}

TEST(Columns, HoldMoreValuesThanSixteenBitsCanName) {
  std::vector<SmallDocument> documents;
  constexpr int kValues = 70'000;
  for (int d = 0; d < 70; ++d) {
    SmallDocument document{"00000000000000" + std::to_string(10 + d), "", {}};
    for (int v = 0; v < kValues / 70; ++v)
      document.terms.push_back(facet_term(Facet::author, "a" + std::to_string(d * 1000 + v)));
    documents.push_back(document);
  }
  const SmallIndex index(SmallParts{documents});
  const Columns columns(index.open());
  EXPECT_EQ(columns.range(Facet::author).second - columns.range(Facet::author).first, kValues + 1);
  for (const int author : {0, 999, 1000, 69'999}) {
    const Ordinal ordinal = columns.find(Facet::author, "a" + std::to_string(author));
    EXPECT_TRUE(columns.has(static_cast<DocumentId>(author / 1000 + 1), ordinal)) << author;
    EXPECT_EQ(columns.totals()[ordinal], 1u);
  }
}

TEST(Columns, TakeAtMost64BytesAPublication) {
  std::mt19937 random(3);
  std::vector<SmallDocument> documents;
  for (unsigned d = 0; d < 2000; ++d) {
    const std::string number = std::to_string(1000 + d);
    SmallDocument document{"000000000000" + number, "20190102", {}};
    for (int n = 0; n < 8; ++n)
      document.terms.push_back(facet_term(Facet::tag, "t" + std::to_string(random() % 50)));
    for (const char* code : {"CA", "FR", "DE"}) {
      document.terms.push_back(facet_term(Facet::country, code));
      document.terms.push_back(provenance_term(Provenance::text, code));
    }
    documents.push_back(document);
  }
  const SmallIndex index(SmallParts{documents});
  const Columns columns(index.open());
  EXPECT_LE(columns.bytes() / documents.size(), 64u);
}

}  // namespace
}  // namespace veille::search
