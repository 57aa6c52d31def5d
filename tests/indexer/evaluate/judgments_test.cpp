#include "indexer/evaluate/judgments.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace veille::evaluate {
namespace {

namespace fs = std::filesystem;

class Judgments : public testing::Test {
 protected:
  Judgments() : file_(fs::temp_directory_path() / ("judgments-" + std::to_string(getpid()))) {}
  ~Judgments() override { fs::remove(file_); }

  fs::path write(const std::string& bytes) {
    std::ofstream(file_, std::ios::binary) << bytes;
    return file_;
  }

  /// The line and code of the error for a file of queries.
  std::string query_error(const std::string& bytes) {
    const auto queries = read_queries(write(bytes));
    return queries ? "none" : said(queries.error());
  }

  /// The same for judgments of the queries 1 and 2.
  std::string judgment_error(const std::string& bytes) {
    const auto judgments = read_judgments(
        write(bytes), {{"1", "fr", "topical", "a", 1}, {"2", "en", "typo", "b", 2}}, "queries.tsv");
    return judgments ? "none" : said(judgments.error());
  }

 private:
  std::string said(const Error& error) {
    EXPECT_EQ(error.where, file_.string());
    EXPECT_FALSE(error.what.empty());
    return std::to_string(error.line) + " " + error.code;
  }

  fs::path file_;
};

TEST_F(Judgments, AreReadInTheirOrder) {
  const auto queries = read_queries(write("# comment\n2\tde\tpdf\tMängel melden\r\n\n1\ten\tx\tb"));
  ASSERT_TRUE(queries);
  ASSERT_EQ(queries->size(), 2U);
  EXPECT_EQ(queries->at(0).id, "2");
  EXPECT_EQ(queries->at(0).text, "Mängel melden");
  EXPECT_EQ(queries->at(0).line, 2);
  EXPECT_EQ(queries->at(1).text, "b");
  const auto judgments = read_judgments(
      write(
          "1\t0\ts/a b.md\t2\n2\t0\ts/e\xcc\x81.pdf\t3\ts/e\xcc\x81.pdf#page=3,4\n1\t0\ts/c\t0\n"),
      *queries, "queries.tsv");
  ASSERT_TRUE(judgments);
  ASSERT_EQ(judgments->size(), 2U);
  EXPECT_EQ(judgments->at(0).id, "1");
  EXPECT_EQ(judgments->at(0).grades.at("s/a b.md"), 2);
  EXPECT_EQ(judgments->at(0).grades.at("s/c"), 0);
  EXPECT_EQ(judgments->at(1).pages.at("s/é.pdf"), (std::set<int>{3, 4}));
}

TEST_F(Judgments, AFileOfQueriesIsRefusedWithTheLine) {
  const std::string good = "1\ten\tx\tb\n";
  EXPECT_EQ(query_error(good), "none");
  EXPECT_EQ(query_error(""), "0 file_empty");
  EXPECT_EQ(query_error("# nothing\n\n"), "0 file_empty");
  EXPECT_EQ(query_error(good + "2\ten\tx\n"), "2 line_malformed");
  EXPECT_EQ(query_error(good + "2\ten\tx\t \n"), "2 line_malformed");
  EXPECT_EQ(query_error(good + "2\t\tx\tb\n"), "2 line_malformed");
  EXPECT_EQ(query_error(good + "2 3\ten\tx\tb\n"), "2 line_malformed");
  EXPECT_EQ(query_error(good + good), "2 id_repeated");
  EXPECT_EQ(query_error(good + std::string("2\ten\tx\tb\0c\n", 11)), "2 line_malformed");
  EXPECT_EQ(query_error(good + "2\ten\tx\tb\rc\n"), "2 line_malformed");
  EXPECT_EQ(query_error(good + "2\ten\tx\t\xff\n"), "2 line_malformed");
  EXPECT_EQ(query_error("\xef\xbb\xbf" + good), "1 line_malformed");
}

TEST_F(Judgments, AFileOfJudgmentsIsRefusedWithTheLine) {
  const std::string good = "1\t0\ts/a\t2\n";
  EXPECT_EQ(judgment_error(good), "none");
  EXPECT_EQ(judgment_error(""), "0 file_empty");
  EXPECT_EQ(judgment_error(good + "1\t0\ts/b\n"), "2 line_malformed");
  EXPECT_EQ(judgment_error(good + "1\t0\t \t2\n"), "2 line_malformed");
  for (const char* grade : {"4", "-1", "10", "1.5", "", "two", "99999999999999999999"})
    EXPECT_EQ(judgment_error(good + "1\t0\ts/b\t" + grade + "\n"), "2 grade_unknown") << grade;
  EXPECT_EQ(judgment_error(good + "3\t0\ts/a\t2\n"), "2 query_unknown");
  EXPECT_EQ(judgment_error(good + good), "2 judged_twice");
  EXPECT_EQ(judgment_error("1\t0\ts/a\t2\ts/a\n"), "1 line_malformed");
  EXPECT_EQ(judgment_error("1\t0\ts/a\t2\ts/b#page=1\n"), "1 line_malformed");
}

TEST_F(Judgments, ALineOfAMegabyteIsRefusedAndOneOfTheLimitIsRead) {
  const std::string begin = "1\ten\tx\t";
  EXPECT_EQ(query_error(begin + std::string(1 << 20, 'a') + "\n"), "1 line_malformed");
  EXPECT_EQ(query_error(begin + std::string(kMaxLineBytes - begin.size() + 1, 'a') + "\n"),
            "1 line_malformed");
  EXPECT_EQ(query_error(begin + std::string(kMaxLineBytes - begin.size(), 'a') + "\n"), "none");
  EXPECT_EQ(query_error(begin + std::string(kMaxLineBytes - begin.size(), 'a')), "none");
}

TEST_F(Judgments, AFileThatIsNotThereAndAFolderAreNamed) {
  for (const fs::path& path : {fs::path("/nonexistent/queries.tsv"), fs::temp_directory_path()}) {
    const auto queries = read_queries(path);
    ASSERT_FALSE(queries);
    EXPECT_EQ(queries.error().code, "file_unreadable");
    EXPECT_EQ(queries.error().where, path.string());
  }
}

TEST(SplitPages, TakesPagesOffTheEndAlone) {
  EXPECT_EQ(split_pages("s/a.pdf#page=3,4").document, "s/a.pdf");
  EXPECT_EQ(split_pages("s/a.pdf#page=3,4").pages, (std::set<int>{3, 4}));
  EXPECT_EQ(split_pages("s/a.pdf").document, "s/a.pdf");
  EXPECT_EQ(split_pages("s/a#page=3.md").document, "s/a#page=3.md");
  EXPECT_EQ(split_pages("s/a.pdf#page=").document, "s/a.pdf#page=");
  EXPECT_EQ(split_pages("s/e\xcc\x81.pdf#page=99999999999999").document, "s/é.pdf");
}

}  // namespace
}  // namespace veille::evaluate
