#include "searchd/observe/report.h"

#include <gtest/gtest.h>

#include <sstream>

namespace veille::observe {
namespace {

std::string entry(const std::string& visitor, const std::string& text, int works, int minute,
                  const std::string& more = "") {
  const std::string time =
      "2026-01-02T03:" + std::string(minute < 10 ? "0" : "") + std::to_string(minute) + ":00Z";
  return R"({"time":")" + time + R"(","works":)" + std::to_string(works) + R"(,"q":")" + text +
         R"(","hl":"fr","visitor":")" + visitor + "\"" + more + "}\n";
}

ZeroResults read(const std::string& log) {
  std::istringstream in(log);
  ZeroResults out;
  out.read(in);
  return out;
}

TEST(ZeroResults, CountsVisitorsNotSearches) {
  const auto results = read(entry("a", "Télétravail", 0, 1) + entry("a", "télétravail", 0, 2) +
                            entry("b", "teletravail ", 0, 3) + entry("c", "other", 0, 4));
  const auto missed = results.missed(2);
  ASSERT_EQ(missed.size(), 1u);
  EXPECT_EQ(missed[0].text, "Télétravail");
  EXPECT_EQ(missed[0].visitors, 2u);
  EXPECT_EQ(missed[0].searches, 3u);
  EXPECT_EQ(missed[0].instead, "");
  EXPECT_EQ(results.missed(1).size(), 2u);
  EXPECT_TRUE(results.missed(3).empty());
}

TEST(ZeroResults, TellsWhatWasFoundInstead) {
  const auto results =
      read(entry("a", "remote", 0, 1) + entry("b", "remote", 0, 1) + entry("c", "remote", 0, 1) +
           entry("a", "telework", 4, 2) + entry("b", "telework", 4, 3) +
           entry("c", "home office", 1, 4) + entry("a", "later", 9, 5));
  const auto missed = results.missed(3);
  ASSERT_EQ(missed.size(), 1u);
  EXPECT_EQ(missed[0].instead, "telework");
  EXPECT_EQ(missed[0].instead_visitors, 2u);
}

TEST(ZeroResults, LooksNoFurtherThanTenMinutes) {
  const auto results = read(entry("a", "remote", 0, 1) + entry("a", "telework", 4, 12));
  EXPECT_EQ(results.missed(1).at(0).instead, "");
}

TEST(ZeroResults, PassesOverWhatIsNoSearch) {
  const auto results = read("nonsense\n{}\n[1]\n{\"works\":0}\n{\"works\":-1,\"q\":\"x\"}\n\n" +
                            entry("a", "rem", 0, 1, R"(,"typing":true)") + entry("", "x", 0, 1) +
                            std::string(20'000, 'x') + "\n" + entry("a", "x", 0, 1));
  EXPECT_EQ(results.searches(), 1u);
  EXPECT_EQ(results.other_lines(), 8u);
}

/// They would be keys of the file that the report is.
TEST(ZeroResults, PassesOverLanguagesThatNoPageSpeaks) {
  const auto line = [](const std::string& language) {
    return R"({"time":"2026-01-02T03:04:05Z","works":0,"q":"a","hl":)" + language +
           R"(,"visitor":"v"})" + "\n";
  };
  const auto results = read(line("\"\"") + line("\"a: b\"") + line("5") + line("\"de\""));
  EXPECT_EQ(results.searches(), 1u);
  EXPECT_EQ(results.other_lines(), 3u);
}

TEST(WriteReport, ProposesLinesThatCanBeCopied) {
  std::ostringstream out;
  write_report(read(entry("a", R"(say \"no\"\nx)", 0, 1) + entry("a", "telework", 4, 2) +
                    entry("a", "nothing", 0, 3)),
               1, out);
  EXPECT_EQ(out.str(),
            "# 3 searches; 2 texts that found nothing, each searched by at least 1 visitors.\n"
            "fr:\n"
            "  # nothing: 1 visitors, 1 searches; nobody found something else\n"
            "  # - [\"nothing\", \"\"]\n"
            "  # say \"no\"\\x0ax: 1 visitors, 1 searches; 1 found something by the second\n"
            "  - {words: [\"say \\\"no\\\"\\nx\"], finds: [\"telework\"]}\n");
}

TEST(WriteReport, ShowsATerminalNothingThatItObeys) {
  std::ostringstream out;
  write_report(read(entry("a", "ab\\u009b2J\\u202eevil\\u0085- x\\udb40\\udc01", 0, 1)), 1, out);
  EXPECT_EQ(out.str(),
            "# 1 searches; 1 texts that found nothing, each searched by at least 1 visitors.\n"
            "fr:\n"
            "  # ab\\xc2\\x9b2J\\xe2\\x80\\xaeevil\\xc2\\x85- x\\xf3\\xa0\\x80\\x81: 1 visitors, 1 "
            "searches; nobody found something "
            "else\n"
            "  # - [\"ab\\u009b2J\\u202eevil\\u0085- x\\U000e0001\", \"\"]\n");
}

}  // namespace
}  // namespace veille::observe
