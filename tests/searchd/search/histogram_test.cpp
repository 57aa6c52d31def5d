#include "searchd/search/histogram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/searchd/search/small_index.h"

namespace veille::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The histogram of one document for each year, `works` as given.
std::vector<YearCount> histogram(const std::vector<std::string>& years,
                                 const std::vector<std::uint32_t>& works) {
  std::vector<SmallDocument> documents;
  for (const auto& year : years)
    documents.push_back({"000000000000" + year, "", {facet_term(Facet::year, year)}});
  const SmallIndex index(SmallParts{documents});
  return make_histogram(Columns(index.open()), works);
}

TEST(MakeHistogram, FillsGaps) {
  EXPECT_THAT(
      histogram({"2012", "2015"}, {9, 3, 1}),
      ElementsAre(YearCount{2012, 3}, YearCount{2013, 0}, YearCount{2014, 0}, YearCount{2015, 1}));
}

TEST(MakeHistogram, GoesFromTheFirstToTheLastYearThatCounts) {
  EXPECT_THAT(histogram({"2010", "2012", "2013", "2020"}, {0, 0, 2, 1, 0}),
              ElementsAre(YearCount{2012, 2}, YearCount{2013, 1}));
}

TEST(MakeHistogram, IsEmptyWithoutYears) {
  EXPECT_THAT(histogram({"2012"}, {5, 0}), IsEmpty());
  EXPECT_THAT(histogram({}, {5}), IsEmpty());
}

TEST(MakeHistogram, IsBounded) {
  const auto bars = histogram({"0019", "1720", "1721", "2019"}, {0, 1, 2, 3, 4});
  ASSERT_EQ(bars.size(), 300u);
  EXPECT_EQ(bars.front(), (YearCount{1720, 2}));
  EXPECT_EQ(bars[1], (YearCount{1721, 3}));
  EXPECT_EQ(bars.back(), (YearCount{2019, 4}));
}

}  // namespace
}  // namespace veille::search
