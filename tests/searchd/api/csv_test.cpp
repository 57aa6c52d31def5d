#include "searchd/api/csv.h"

#include <gtest/gtest.h>

namespace veille::api {
namespace {

TEST(CsvLine, QuotesWhatNeedsIt) {
  EXPECT_EQ(csv_line({"a", "b c", "", "é"}), "a,b c,,é\r\n");
  EXPECT_EQ(csv_line({"a,b", "say \"hi\"", "two\nlines"}),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
  EXPECT_EQ(csv_line({}), "\r\n");
}

TEST(CsvLine, LeavesNothingThatASpreadsheetRuns) {
  EXPECT_EQ(csv_line({"=SUM(A1)", "+1", "-1", "@x", "a=b"}), "'=SUM(A1),'+1,'-1,'@x,a=b\r\n");
  EXPECT_EQ(csv_line({"=HYPERLINK(\"x\",\"y\")"}), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n");
  EXPECT_EQ(csv_line({"\t=1", "\r=1"}), "'\t'=1,\"'\r'=1\"\r\n");
}

// In many languages a semicolon parts cells, and quotation marks inside of one say nothing.
TEST(CsvLine, LeavesNothingThatASpreadsheetRunsBehindASemicolon) {
  EXPECT_EQ(csv_line({"a;=1+1", "x; -y", "a; b=c", "a;b-c; d"}),
            "a;'=1+1,x; '-y,a; b=c,a;b-c; d\r\n");
  EXPECT_EQ(csv_line({"a;\"=1\"", "two\n@lines"}), "\"a;\"\"'=1\"\"\",\"two\n'@lines\"\r\n");
}

}  // namespace
}  // namespace veille::api
