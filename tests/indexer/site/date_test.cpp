#include "indexer/site/date.h"

#include <gtest/gtest.h>

#include <ostream>

namespace veille::site {
namespace {

struct Row {
  const char* text;
  const char* date;  // "" when it is none
};
std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.text; }

class ParseDate : public testing::TestWithParam<Row> {};

TEST_P(ParseDate, GivesTheDayAsWritten) {
  EXPECT_EQ(parse_date(GetParam().text).value_or(""), GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseDate,
    testing::Values(Row{"2019-07-10", "2019-07-10"}, Row{" 2019-7-1", "2019-07-01"},
                    Row{"2019-07-10 23:30:00 -0400", "2019-07-10"},
                    Row{"2019-07-10T00:30:00+10:00", "2019-07-10"}, Row{"2019/07/10", "2019-07-10"},
                    Row{"19-04-12", "2019-04-12"}, Row{"1555027200", "2019-04-12"},
                    Row{"2019-02-30", ""}, Row{"2019-13-01", ""}, Row{"2019-00-10", ""},
                    Row{"2020-02-29", "2020-02-29"}, Row{"2019-07", ""}, Row{"", ""},
                    Row{"soon", ""}, Row{"2019-07-10x", ""}, Row{"201-07-10", ""},
                    Row{"99999999999999999999", ""}, Row{"2019-07/10", ""}));

TEST(SplitDatedName, TakesTheDateOffTheName) {
  ASSERT_TRUE(split_dated_name("19-04-12-video.md"));
  EXPECT_EQ(split_dated_name("19-04-12-video.md")->date, "2019-04-12");
  EXPECT_EQ(split_dated_name("2019-07-10-a-b.md")->rest, "a-b.md");
  EXPECT_FALSE(split_dated_name("_18-02-13-draft.md"));
  EXPECT_FALSE(split_dated_name("2019-02-30-x.md"));
  EXPECT_FALSE(split_dated_name("2019-07-10.md"));
  EXPECT_FALSE(split_dated_name("notes.md"));
}

}  // namespace
}  // namespace veille::site
