#include "searchd/http/head_check.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace veille::http {
namespace {

std::string head(const std::string& lines) { return lines + "\r\n\r\n"; }

int status_of(const std::string& bytes, const HeadLimits& limits = {}) {
  const auto refusal = check_head(bytes, limits);
  return refusal ? refusal->first : 200;
}

TEST(CheckHead, LetsPassWhatProgramsSend) {
  for (const char* lines : {
           "GET / HTTP/1.1\r\nHost: a",
           "GET /search?q=%C3%A9&hl=fr HTTP/1.1\r\nHost: search.example.org:8080\r\nAccept: */*",
           "GET / HTTP/1.0",
           "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive",
           "OPTIONS * HTTP/1.1\r\nHost: [::1]:80",
           "HEAD /a HTTP/1.1\r\nhost:a\r\nX-Empty:\r\nX-Tab: a\tb\r\nX-Bytes: \xC3\xA9",
           "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0",
           "GET / HTTP/1.1\r\nHost: a\r\nCookie: a=b\r\nCookie: c=d",
           "BREW / HTTP/1.1\r\nHost: a",
       })
    EXPECT_EQ(status_of(head(lines)), 200) << lines;
}

TEST(CheckHead, RefusesWhatCouldBeReadInTwoWays) {
  for (const char* lines : {
           "GET / HTTP/1.1",
           "GET / HTTP/1.1\r\nHost: a\r\nHost: a",
           "GET / HTTP/1.1\r\nHost: a b",
           "GET / HTTP/1.1\r\nHost: a/b",
           "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0",
           "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0",
           "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1",
           "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1",
           "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x0",
           "GET / HTTP/1.1\r\nHost: a\r\nContent-Length:",
           "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
           "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
           "GET / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked",
           "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: keep-alive",
           "GET / HTTP/1.1\r\nHost: a\r\n X: folded",
           "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n\tfolded",
           "GET / HTTP/1.1\r\n Host: a",
           "GET / HTTP/1.1\r\nHost : a",
           "GET / HTTP/1.1\r\nHost: a\r\nX y: z",
           "GET / HTTP/1.1\r\nHost: a\r\nX",
           "GET / HTTP/1.1\r\nHost: a\r\n: z",
           "GET / HTTP/1.1\r\nHost: a\r\nX: \x01",
           "GET / HTTP/1.1\r\nHost: a\r\nX: \x7F",
           "GET  / HTTP/1.1\r\nHost: a",
           "GET /  HTTP/1.1\r\nHost: a",
           "GET /a b HTTP/1.1\r\nHost: a",
           "GET\t/ HTTP/1.1\r\nHost: a",
           "GET / HTTP/1.1 \r\nHost: a",
           " GET / HTTP/1.1\r\nHost: a",
           "GET /\xC3\xA9 HTTP/1.1\r\nHost: a",
           "GET http://a/ HTTP/1.1\r\nHost: a",
           "GET a HTTP/1.1\r\nHost: a",
           "GET * HTTP/1.1\r\nHost: a",
           "CONNECT a:80 HTTP/1.1\r\nHost: a",
           "G(T / HTTP/1.1\r\nHost: a",
           "GET / http/1.1\r\nHost: a",
           "GET / HTTP/1.11\r\nHost: a",
           "GET / HTTP/1\r\nHost: a",
           "GET /",
           "GET",
           "",
       })
    EXPECT_EQ(status_of(head(lines)), 400) << lines;
  EXPECT_EQ(status_of("GET / HTTP/1.1\nHost: a\n\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n"), 400);
  EXPECT_EQ(status_of(std::string("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 30)), 400);
}

TEST(CheckHead, SaysWhatIsTooMuch) {
  std::string lines = "GET / HTTP/1.1\r\nHost: a";
  for (int i = 0; i < 63; ++i) lines += "\r\nX: y";
  EXPECT_EQ(status_of(head(lines)), 200);
  EXPECT_EQ(status_of(head(lines + "\r\nX: y")), 431);
  const auto target = [](std::size_t bytes) {
    return head("GET /" + std::string(bytes - 1, 'a') + " HTTP/1.1\r\nHost: a");
  };
  EXPECT_EQ(status_of(target(4096)), 200);
  EXPECT_EQ(status_of(target(4097)), 414);
  EXPECT_EQ(status_of(head("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(8200, 'a'))), 431);
  EXPECT_EQ(status_of(head("GET / HTTP/2.0\r\nHost: a")), 505);
  EXPECT_EQ(status_of(head("GET / HTTP/1.2\r\nHost: a")), 505);
  EXPECT_EQ(status_of(head("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1")), 413);
  EXPECT_EQ(status_of(head("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked")), 413);
}

TEST(FindHeadEnd, WaitsForTheEmptyLine) {
  const std::string whole = head("GET / HTTP/1.1\r\nHost: a");
  for (std::size_t n = 0; n < whole.size(); ++n)
    EXPECT_FALSE(find_head_end(whole.substr(0, n))) << n;
  EXPECT_EQ(find_head_end(whole), whole.size());
  EXPECT_EQ(find_head_end(whole + whole), whole.size());
}

TEST(FindHeadEnd, EndsAtOnceWhereNothingCanMendIt) {
  EXPECT_EQ(find_head_end("GET / HTTP/1.1\nHost"), 15u);
  EXPECT_EQ(find_head_end("GET /\rx"), 6u);
  EXPECT_EQ(find_head_end(std::string_view("GE\0T", 4)), 3u);
  EXPECT_EQ(find_head_end("\r\nGET"), 2u);
  EXPECT_FALSE(find_head_end("GET /\r"));
}

}  // namespace
}  // namespace veille::http
