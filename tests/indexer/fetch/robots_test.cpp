#include "indexer/fetch/robots.h"

#include <gtest/gtest.h>

#include <ostream>

namespace veille::fetch {
namespace {

struct Case {
  const char* robots;
  const char* path;
  bool allowed;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.robots << c.path; }

class RobotsTable : public testing::TestWithParam<Case> {};

TEST_P(RobotsTable, AllowsWhatTheStandardAllows) {
  EXPECT_EQ(Robots::parse(GetParam().robots).allows(GetParam().path), GetParam().allowed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RobotsTable,
    testing::Values(
        Case{"", "/a", true}, Case{"User-agent: *\nDisallow: /\n", "/a", false},
        Case{"User-agent: *\nDisallow: /\n", "/robots.txt", true},
        Case{"User-agent: *\nDisallow:\n", "/a", true},
        Case{"user-agent:*\r\ndisallow:/private # why\r\n", "/private/x", false},
        Case{"user-agent: *\ndisallow: /private", "/public", true},
        Case{"User-agent: other\nDisallow: /\n", "/a", true},
        Case{"User-agent: other\nUser-agent: Veille\nDisallow: /a\n", "/a", false},
        Case{"User-agent: *\nDisallow: /\n\nUser-agent: veille\nDisallow: /b\n", "/a", true},
        Case{"User-agent: veille\nDisallow: /b\n\nUser-agent: *\nDisallow: /\n", "/b/c", false},
        Case{"User-agent: veille\nDisallow: /a\nUser-agent: veille\nDisallow: /b\n", "/b", false},
        Case{"User-agent: veille\n\nUser-agent: *\nDisallow: /\n", "/a", false},
        Case{"User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", true},
        Case{"User-agent: *\nAllow: /a\nDisallow: /a\n", "/a", true},
        Case{"User-agent: *\nDisallow: /*.pdf$\n", "/x/y.pdf", false},
        Case{"User-agent: *\nDisallow: /*.pdf$\n", "/x/y.pdf?z", true},
        Case{"User-agent: *\nDisallow: /*/secret/*/x\n", "/a/secret/b/c/x", false},
        Case{"User-agent: *\nDisallow: /*/secret\n", "/secret", true},
        Case{"User-agent: *\nDisallow: /caf%c3%a9\n", "/caf\xC3\xA9/x", false},
        Case{"User-agent: *\nDisallow: /a%7eb\n", "/a~b", false},
        Case{"User-agent: *\nDisallow: /a?b=1\n", "/a?b=1&c", false},
        Case{"\xEF\xBB\xBFUser-agent: *\nDisallow: /a\n", "/a", false},
        Case{"Disallow: /a\n", "/a", true}, Case{"nonsense\n::\nUser-agent\n", "/a", true}));

TEST(Robots, TakesBoundedTimeForHostileRules) {
  std::string text = "user-agent: *\n";
  for (int i = 0; i < 3000; ++i) {
    std::string pattern = "/";
    for (int k = 0; k < 200; ++k) pattern += "*a";
    text += "disallow: " + pattern + "b\n";
  }
  EXPECT_TRUE(Robots::parse(text).allows("/" + std::string(2000, 'a')));
}

}  // namespace
}  // namespace veille::fetch
