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

INSTANTIATE_TEST_SUITE_P(
    Forms, ParseDate,
    testing::Values(Row{"2019-07-10T23:30:00.123Z", "2019-07-10"},
                    Row{"2019-07-10T00:10:00-04:00", "2019-07-10"},
                    Row{"2019-03-26 9:38:00 -05", "2019-03-26"},
                    Row{"2019-07-10T9:00:00+01:00", "2019-07-10"},
                    Row{"\t\t2019-07-10 ", "2019-07-10"}, Row{"20190710", "2019-07-10"},
                    Row{"20190710T101500Z", "2019-07-10"}, Row{"1555027200000", "2019-04-12"},
                    Row{"1555027200.5", "2019-04-12"}, Row{"915148800", "1999-01-01"},
                    Row{"99-04-12", "1999-04-12"}, Row{"68-04-12", "2068-04-12"},
                    Row{"25/12/2019", "2019-12-25"}, Row{"12/25/2019", "2019-12-25"},
                    Row{"03/04/2019", ""}, Row{"04/04/2019", "2019-04-04"}, Row{"31/02/2019", ""},
                    Row{"10.07.2019", "2019-07-10"}, Row{"10.07.2019, 18:00", "2019-07-10"},
                    Row{"13/13/2019", ""}, Row{"2019", ""}, Row{"2019/07", ""}));

INSTANTIATE_TEST_SUITE_P(
    Words, ParseDate,
    testing::Values(
        Row{"March 12, 2014", "2014-03-12"}, Row{"Mar. 12th, 2014", "2014-03-12"},
        Row{"12 March 2014 10:00", "2014-03-12"}, Row{"the 1st of May 2014", "2014-05-01"},
        Row{"12 mars 2014", "2014-03-12"}, Row{"1er août 2014", "2014-08-01"},
        Row{"12 févr. 2014 à 9h30", "2014-02-12"}, Row{"3 juil. 2014", "2014-07-03"},
        Row{"12. März 2014", "2014-03-12"}, Row{"Mittwoch, 12. Dezember 2014", "2014-12-12"},
        Row{"10 luglio 2019", "2019-07-10"}, Row{"1º gennaio 2019", "2019-01-01"},
        Row{"10 de julio de 2019", "2019-07-10"},
        Row{"miércoles, 10 de julio de 2019", "2019-07-10"},
        Row{"Tue, 04 Mar 2014 10:00:00 +0000", "2014-03-04"}, Row{"4 Mar 14", "2014-03-04"},
        Row{"Tue, 4 Mar 99 23:59:00 -0800", "1999-03-04"},
        Row{"Tue Mar  4 10:00:00 2014", "2014-03-04"},
        Row{"Tue Mar 04 2014 10:00:00 GMT+0000", "2014-03-04"}, Row{"30 February 2019", ""},
        Row{"June, 2015", ""}, Row{"3 jui 2014", ""}, Row{"Last Modified", ""},
        Row{"12 March 2014 was a day", ""}, Row{"march", ""}));

TEST(SplitDatedName, TakesTheDateOffTheName) {
  ASSERT_TRUE(split_dated_name("19-04-12-video.md"));
  EXPECT_EQ(split_dated_name("19-04-12-video.md")->date, "2019-04-12");
  EXPECT_EQ(split_dated_name("2019-07-10-a-b.md")->rest, "a-b.md");
  EXPECT_FALSE(split_dated_name("_18-02-13-draft.md"));
  EXPECT_FALSE(split_dated_name("2019-02-30-x.md"));
  EXPECT_FALSE(split_dated_name("2019-07-10.md"));
  EXPECT_FALSE(split_dated_name("notes.md"));
  EXPECT_TRUE(looks_dated("2021-11-31-open.md"));
  EXPECT_FALSE(looks_dated("2021-open.md"));
  EXPECT_FALSE(looks_dated("notes.md"));
}

}  // namespace
}  // namespace veille::site
