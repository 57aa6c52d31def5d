#include "indexer/evaluate/ask.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace veille::evaluate {
namespace {

namespace fs = std::filesystem;

const std::vector<Query> kQueries = {{"1", "fr", "topical", "données & co", 1},
                                     {"2", "pt-BR", "typo", "\"b\"", 2}};

/// Stands in for searchd: a script of the shell.
class Ask : public testing::Test {
 protected:
  Ask() : folder_(fs::temp_directory_path() / ("ask-" + std::to_string(getpid()))) {
    fs::create_directory(folder_);
  }
  ~Ask() override { fs::remove_all(folder_); }

  Result<evaluate::Run> ask_script(const std::string& script, std::chrono::milliseconds silence) {
    const fs::path program = folder_ / "searchd";
    std::ofstream(program) << "#!/bin/sh\n" << script;
    chmod(program.c_str(), 0755);
    return ask(kQueries, {program, "index", "queries.tsv", 20, silence});
  }

  /// Code, line and words of the error.
  std::string failure(const std::string& script,
                      std::chrono::milliseconds silence = std::chrono::seconds(20)) {
    const auto run = ask_script(script, silence);
    if (run) return "none";
    EXPECT_EQ(run.error().where, "queries.tsv");
    std::string what = run.error().what;
    if (const auto at = what.find(folder_.string()); at != std::string::npos)
      what.replace(at, (folder_ / "searchd").string().size(), "searchd");
    return run.error().code + " " + std::to_string(run.error().line) + ": " + what;
  }

  fs::path folder_;
};

std::string says(const std::string& status, const std::string& body) {
  return "printf '%s %s\\n%s' " + status + " " + std::to_string(body.size()) + " '" + body + "'\n";
}

const std::string kNothing = says("200", R"({"results":[]})");

TEST_F(Ask, AsksEveryQueryInItsLanguageAndNamesPages) {
  const std::string body =
      R"({"results":[{"source":{"id":"eig"},"path":"a b.pdf","pages":[{"page":3},{"page":5}]},)"
      R"({"source":{"id":"pif"},"path":"c.md","pages":[]}]})";
  const auto run =
      ask_script("cat > " + (folder_ / "asked").string() + "\n" + says("200", body) + kNothing,
                 std::chrono::seconds(20));
  ASSERT_TRUE(run) << to_string(run.error());
  EXPECT_EQ(run->at("1"), (std::vector<std::string>{"eig/a b.pdf#page=3,5", "pif/c.md"}));
  EXPECT_TRUE(run->at("2").empty());
  std::ifstream asked(folder_ / "asked");
  std::string line;
  std::getline(asked, line);
  EXPECT_EQ(line,
            "/api/v1/search?q=donn%C3%A9es%20%26%20co&hl=fr&per_page=20&collapse=none&facets=none"
            "&fields=source,path,pages");
  std::getline(asked, line);
  EXPECT_NE(line.find("?q=%22b%22&hl=en&"), std::string::npos);
}

TEST_F(Ask, NamesTheQueryThatHasNoAnswer) {
  EXPECT_EQ(failure(kNothing + "echo 'log' >&2; echo 'disk gone' >&2; exit 7"),
            "searchd_failed 2: searchd ended with status 7: disk gone");
  EXPECT_EQ(failure(kNothing + "kill -9 $$"), "searchd_failed 2: searchd ended with status 137");
  EXPECT_EQ(failure("exit 0"), "searchd_failed 1: searchd ended with status 0");
  EXPECT_EQ(failure("printf '200 99999999999999999999\\n'"),
            "searchd_failed 1: searchd says what is no answer: 200 99999999999999999999 ");
  EXPECT_EQ(failure(says("400", R"({"detail":"no such parameter"})")),
            "search_failed 1: searchd answers 400: no such parameter");
}

TEST_F(Ask, TakesNothingForAnAnswerThatIsNone) {
  EXPECT_EQ(failure("printf '%0100d' 7").substr(0, 16), "searchd_failed 1");
  EXPECT_EQ(failure("printf '200 5'"), "searchd_failed 1: searchd ended with status 0");
  EXPECT_EQ(failure("printf '200 500\\n{}'"), "searchd_failed 1: searchd ended with status 0");
  for (const char* body : {"", "[]", "{}", "{\"results\":{}}", "{\"results\":[1]}", "\xff",
                           "{\"results\":[{\"source\":1,\"path\":\"a\"}]}",
                           "{\"results\":[{\"source\":{\"id\":\"a\"},\"path\":2}]}"})
    EXPECT_TRUE(failure(says("200", body))
                    .starts_with("searchd_failed 1: searchd says what is no result list"))
        << body;
}

TEST_F(Ask, StopsASearchdThatFallsSilentOrNeverEnds) {
  EXPECT_EQ(failure(kNothing + "sleep 60", std::chrono::milliseconds(300)),
            "searchd_failed 2: searchd does not answer within 300 ms");
  EXPECT_EQ(failure("printf '200 99999999\\n'; cat /dev/zero"),
            "searchd_failed 1: searchd answers at too great a length");
}

TEST_F(Ask, LosesControlCharactersOfAPath) {
  const auto run = ask_script(
      says("200", R"({"results":[{"source":{"id":"s"},"path":"a\u000ab\u0009c","pages":3}]})") +
          kNothing,
      std::chrono::seconds(20));
  ASSERT_TRUE(run) << to_string(run.error());
  EXPECT_EQ(run->at("1"), std::vector<std::string>{"s/a?b?c"});
}

TEST(FindSearchd, SaysWhereItIsMissed) {
  setenv(kSearchdVariable, "/nonexistent/searchd", 1);
  const auto program = find_searchd();
  unsetenv(kSearchdVariable);
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().code, "searchd_missing");
  EXPECT_EQ(program.error().where, "/nonexistent/searchd");
}

}  // namespace
}  // namespace veille::evaluate
