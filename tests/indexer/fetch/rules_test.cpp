#include "indexer/fetch/rules.h"

#include <gtest/gtest.h>

namespace veille::fetch {
namespace {

const Rules kRules{{"Example.org", "*.lab.example"}, ""};

TEST(AllowedLocation, TakesAddressesOfTheHostsListed) {
  const auto location = allowed_location("HTTPS://example.ORG/a b/é.pdf?x=1#page=2", kRules);
  ASSERT_TRUE(location) << to_string(location.error());
  EXPECT_EQ(location->scheme, "https");
  EXPECT_EQ(location->host, "example.org");
  EXPECT_EQ(location->port, "443");
  EXPECT_EQ(location->path, "/a%20b/%c3%a9.pdf?x=1");
  EXPECT_EQ(location->url.find('#'), std::string::npos);
  for (const char* url :
       {"http://example.org", "http://example.org:80/a", "http://example.org:443/",
        "https://a.lab.example/x", "https://b.a.lab.example/"})
    EXPECT_TRUE(allowed_location(url, kRules)) << url;
}

TEST(AllowedLocation, RefusesAllOthers) {
  for (const char* url : {"ftp://example.org/a",
                          "file:///etc/passwd",
                          "gopher://example.org/",
                          "javascript:alert(1)",
                          "https://user@example.org/",
                          "https://user:word@example.org/",
                          "https://example.org:8080/",
                          "https://example.org:22/",
                          "https://other.example/",
                          "https://example.org.evil.example/",
                          "https://evilexample.org/",
                          "https://lab.example/",
                          "https://evil.example/@example.org/",
                          "https://example.org@evil.example/",
                          "https://127.0.0.1/",
                          "https://[::1]/",
                          "https://0/",
                          "",
                          "/a.pdf",
                          "https://",
                          "https://exa mple.org/",
                          "https://example.org\\@evil.example/"}) {
    const auto location = allowed_location(url, kRules);
    EXPECT_EQ(location ? "" : location.error().code, "fetch_refused") << url;
  }
  EXPECT_FALSE(allowed_location("https://example.org/" + std::string(5000, 'a'), kRules));
}

TEST(AllowedRedirect, IsJudgedLikeAFirstAddress) {
  const auto from = allowed_location("https://example.org/a/b.pdf", kRules);
  ASSERT_TRUE(from);
  EXPECT_EQ(allowed_redirect(*from, "../c.pdf", kRules)->url, "https://example.org/c.pdf");
  EXPECT_EQ(allowed_redirect(*from, "//a.lab.example/d", kRules)->host, "a.lab.example");
  for (const char* target : {"http://example.org/", "https://other.example/", "ftp://example.org/",
                             "https://127.0.0.1/", "file:///etc/passwd"})
    EXPECT_FALSE(allowed_redirect(*from, target, kRules)) << target;
}

}  // namespace
}  // namespace veille::fetch
