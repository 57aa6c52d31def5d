#include "indexer/evaluate/measure.h"

#include <gtest/gtest.h>

#include <cmath>

namespace veille::evaluate {
namespace {

Judged judged(std::map<std::string, int> grades) { return {"q", std::move(grades), {}}; }

TEST(Measure, IsOneForTheIdealOrder) {
  const auto figures = measure(judged({{"s/a", 3}, {"s/b", 1}, {"s/c", 0}}), {"s/a", "s/b"}, 10);
  EXPECT_DOUBLE_EQ(figures.ndcg, 1);
  EXPECT_DOUBLE_EQ(figures.reciprocal_rank, 1);
  EXPECT_DOUBLE_EQ(figures.recall, 1);
}

TEST(Measure, DiscountsByRankAndKnowsNothingOfUnjudgedDocuments) {
  const auto figures =
      measure(judged({{"s/a", 3}, {"s/b", 2}}), {"s/unjudged", "s/b", "s/other", "s/a"}, 10);
  const double ideal = 7 / std::log2(2) + 3 / std::log2(3);
  EXPECT_DOUBLE_EQ(figures.ndcg, (3 / std::log2(3) + 7 / std::log2(5)) / ideal);
  EXPECT_DOUBLE_EQ(figures.reciprocal_rank, 0.5);
  EXPECT_DOUBLE_EQ(figures.recall, 1);
}

TEST(Measure, LooksNoDeeperThanTheDepth) {
  const auto figures =
      measure(judged({{"s/a", 1}, {"s/b", 1}, {"s/c", 1}}), {"s/a", "s/x", "s/b", "s/c"}, 2);
  EXPECT_DOUBLE_EQ(figures.ndcg, 1 / (1 + 1 / std::log2(3)));
  EXPECT_DOUBLE_EQ(figures.recall, 1.0 / 3);
}

TEST(Measure, CountsTheResultsOfOneDocumentOnceAtTheBestRank) {
  const auto figures =
      measure(judged({{"s/a.pdf", 3}, {"s/b", 3}}), {"s/a.pdf#page=1", "s/a.pdf#page=2", "s/b"}, 2);
  EXPECT_DOUBLE_EQ(figures.ndcg, 1);
  EXPECT_DOUBLE_EQ(figures.recall, 1);
}

TEST(Measure, IsZeroWithoutResultsOrRelevantDocuments) {
  for (const auto& figures :
       {measure(judged({{"s/a", 3}}), {}, 10), measure(judged({{"s/a", 0}}), {"s/a"}, 10)}) {
    EXPECT_EQ(figures.ndcg, 0);
    EXPECT_EQ(figures.reciprocal_rank, 0);
    EXPECT_EQ(figures.recall, 0);
  }
}

TEST(MeasureAll, AveragesOverJudgedQueriesByGroup) {
  const std::vector<Query> queries = {{"1", "fr", "topical", "a", 1}, {"2", "en", "typo", "b", 2}};
  const std::vector<Judged> judgments = {{"2", {{"s/b", 2}}, {}}, {"1", {{"s/a", 3}}, {}}};
  const auto measured = measure_all(queries, judgments, {{"1", {"s/a"}}}, 10);
  std::vector<std::string> names;
  for (const auto& group : measured.groups)
    names.push_back(group.name + " " + std::to_string(group.queries));
  EXPECT_EQ(names, (std::vector<std::string>{"all 2", "language en 1", "language fr 1",
                                             "type typo 1", "type topical 1"}));
  EXPECT_DOUBLE_EQ(measured.groups[0].mean.ndcg, 0.5);
  EXPECT_DOUBLE_EQ(measured.groups[1].mean.recall, 0);
  EXPECT_DOUBLE_EQ(measured.groups[2].mean.reciprocal_rank, 1);
  EXPECT_EQ(measured.by_query[0].name, "2");
}

TEST(MeasureAll, CountsPagesOfQueriesForPdfsAlone) {
  const std::vector<Query> queries = {
      {"1", "fr", "pdf", "a", 1}, {"2", "fr", "pdf", "b", 2}, {"3", "fr", "topical", "c", 3}};
  const std::vector<Judged> judgments = {{"1", {{"s/a.pdf", 3}}, {{"s/a.pdf", {5}}}},
                                         {"2", {{"s/a.pdf", 3}}, {{"s/a.pdf", {5}}}},
                                         {"3", {{"s/a.pdf", 3}}, {{"s/a.pdf", {5}}}}};
  const evaluate::Run run = {{"1", {"s/x", "s/a.pdf#page=2,5"}},
                             {"2", {"s/a.pdf#page=2", "s/x"}},
                             {"3", {"s/a.pdf#page=5"}}};
  const auto pages = measure_all(queries, judgments, run, 10).pages;
  EXPECT_EQ(pages.named, 1U);
  EXPECT_EQ(pages.asked, 2U);
  EXPECT_EQ(measure_all(queries, judgments, run, 1).pages.named, 0U);
}

}  // namespace
}  // namespace veille::evaluate
