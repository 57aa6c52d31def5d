#include "indexer/read/html_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "indexer/read/html_main.h"

namespace veille::read {
namespace {

using testing::ElementsAre;
using testing::Pair;

std::string text_of(const HtmlPage& page) {
  std::string out;
  for (const auto& section : page.text.sections) out += section.heading + "|" + section.text + "\n";
  return out;
}

HtmlPage read(const std::string& html, const std::string& selector = "") {
  return read_html_page(html, HtmlSelector::parse(selector));
}

constexpr const char* kNavigation =
    "<nav><a href=/>Home</a> <a href=/about/>About us</a></nav><header><a href=/>Site</a></header>";
constexpr const char* kFooter = "<footer>Imprint and <a href=/x>more</a> of every page</footer>";

TEST(HtmlHead, SaysWhatThePageSaysOfItself) {
  const HtmlHead head = read_html_head(
      "<!doctype html><html lang='fr-CA'><head><title>A &amp; B</title>\n"
      "<link rel=canonical href='https://a.example/x/?a=1&amp;b=2'>"
      "<link rel=\"alternate\" hreflang=\"EN\" href=\"/en/x/\"><link rel=alternate type=rss href=f>"
      "<meta property='og:title' content='Caf&eacute; &lt;3'><meta name=Author content=Ada>"
      "<meta property='article:tag' content=one><meta property='article:tag' content=two>"
      "<script type=\"application/ld+json\">{\"@type\": \"Article\"}</script></head>"
      "<body><time datetime='2020-02-03'>3 February</time><a rel='tag nofollow' href=/t>Open "
      "<b>data</b></a>");
  EXPECT_EQ(head.title, "A & B");
  EXPECT_EQ(head.language, "fr-CA");
  EXPECT_EQ(head.canonical, "https://a.example/x/?a=1&b=2");
  EXPECT_THAT(head.alternates, ElementsAre(Pair("en", "/en/x/")));
  EXPECT_EQ(head.first({"none", "og:title"}), "Café <3");
  EXPECT_EQ(head.first({"author"}), "Ada");
  EXPECT_THAT(head.all("article:tag"), ElementsAre("one", "two"));
  EXPECT_THAT(head.json_ld, ElementsAre("{\"@type\": \"Article\"}"));
  EXPECT_EQ(head.first_time, "2020-02-03");
  EXPECT_THAT(head.tags, ElementsAre("Open data"));
  EXPECT_FALSE(head.noindex);
}

TEST(HtmlHead, TakesNothingFromCommentsAndScripts) {
  const HtmlHead head = read_html_head(
      "<!-- <meta name=robots content=noindex> --><script>var x = '<meta name=robots "
      "content=noindex>';</script><noscript><link rel=canonical href=/a></noscript>");
  EXPECT_FALSE(head.noindex);
  EXPECT_EQ(head.canonical, "/a");
}

TEST(HtmlHead, KnowsPagesThatAskNotToBeIndexedAndThoseThatLeadOn) {
  EXPECT_TRUE(read_html_head("<meta name=ROBOTS content='NOINDEX, follow'>").noindex);
  EXPECT_TRUE(read_html_head("<meta content=none name=robots>").noindex);
  EXPECT_FALSE(read_html_head("<meta name=robots content='index, follow'>").noindex);
  EXPECT_EQ(read_html_head("<meta http-equiv=Refresh content=\"0; URL='/there/'\">").moved_to,
            "/there/");
  EXPECT_EQ(read_html_head("<meta http-equiv=refresh content='300; url=/again/'>").moved_to, "");
}

struct Main {
  const char* name;
  std::string html;
  std::string expected;
};
std::ostream& operator<<(std::ostream& out, const Main& main) { return out << main.name; }

class MainContent : public testing::TestWithParam<Main> {};

TEST_P(MainContent, IsWhatThePageIsFor) {
  const auto& [name, html, expected] = GetParam();
  EXPECT_EQ(text_of(read("<html><body>" + std::string(kNavigation) + html + kFooter)), expected);
}

const std::string kLong =
    "Long enough to be the text that somebody came for, with a number of words in it. ";

INSTANTIATE_TEST_SUITE_P(
    Table, MainContent,
    testing::Values(
        Main{"main", "<p>Teaser</p><main><h1>Title</h1><p>Words.</p></main>", "Title|Words.\n"},
        Main{"role", "<div>x</div><div role=main><p>Words.</p></div>", "|Words.\n"},
        Main{"article",
             "<div><article><header><h1>Title</h1><p>By Ada</p></header><p>Words.</p>"
             "<footer><a href=/t>tag</a></footer></article></div>",
             "Title|By Ada\nWords.\n"},
        Main{"navigation_inside",
             "<main><nav><a href=/1>Contents</a></nav><p>Words.</p><aside><a "
             "href=/r>Related</a></aside><aside>A remark of weight.</aside></main>",
             "|Words.\nA remark of weight.\n"},
        Main{"several_articles",
             "<section><article>" + kLong + "</article><article>" + kLong + "</article></section>",
             "|" + kLong.substr(0, kLong.size() - 1) + "\n" + kLong.substr(0, kLong.size() - 1) +
                 "\n"},
        Main{"density",
             "<div id=menu><a href=/1>one of the menu</a> <a href=/2>two of the menu</a></div>"
             "<div id=page><div>" +
                 kLong + kLong + "</div><div><a href=/3>more posts</a></div></div>",
             "|" + kLong + kLong.substr(0, kLong.size() - 1) + "\n"},
        Main{"empty_main", "<main></main><article><p>Words.</p></article>", "|Words.\n"},
        Main{"unclosed", "<main><p>Words.<div>More",
             "|Words.\nMore\nImprint and more of every page\n"}),
    [](const auto& test) { return test.param.name; });

TEST(MainContent, IsWhatTheSelectorNames) {
  const std::string page =
      "<main>No.</main><div class='a post-body b' id=it data-x=1><p>Words.</p></div><div>Nor "
      "this.</div>";
  for (const char* selector :
       {"div.post-body", ".post-body", "#it", "div#it.a", "[data-x=1]", "div[data-x='1']"}) {
    EXPECT_EQ(text_of(read(page, selector)), "|Words.\n") << selector;
  }
  EXPECT_EQ(text_of(read(page, "#none")), "|No.\n") << "what is not there changes nothing";
}

TEST(HtmlSelector, RefusesWhatItCannotMean) {
  for (const char* text : {"", "a b", "a > b", "a,b", ".", "#", "[x", "[=x]", "*", "a:first"})
    EXPECT_FALSE(HtmlSelector::parse(text)) << text;
}

TEST(MainContent, KeepsLines) {
  const auto page =
      read("<nav>\n<a href=/>x</a>\n</nav>\n<main>\n<a href=/report.pdf>it</a></main>");
  ASSERT_EQ(page.text.links.size(), 1u);
  EXPECT_EQ(page.text.links[0].line, 5);
}

TEST(ReadHtmlPage, KnowsCharsets) {
  EXPECT_EQ(text_of(read("<meta charset=iso-8859-1><main>\xE9t\xE9</main>")), "|été\n");
}

/// Bounded by their sizes: each of these would take minutes were anything quadratic.
TEST(ReadHtmlPage, SaysInUtf8WhatAPageSaysThatClaimsToBe) {
  const auto page = read(
      "<meta charset=utf-8><title>A\xFF</title><meta name=author content='B\xC3'>"
      "<main><p>text\xFF</p></main>");
  EXPECT_EQ(page.head.title, "A\uFFFD");
  EXPECT_THAT(page.head.all("author"), ElementsAre("B\uFFFD"));
  ASSERT_EQ(page.text.problems.size(), 1u);
  EXPECT_EQ(page.text.problems[0].code, "invalid_utf8");
}

TEST(ReadHtmlPage, TakesLinearTimeForHostilePages) {
  const auto repeated = [](const std::string& piece) {
    std::string out;
    while (out.size() < 1'000'000) out += piece;
    return out;
  };
  for (const char* piece :
       {"<main>", "<div>", "<article><a rel=tag>", "<script type=application/ld+json>", "<title>",
        "<!--", "<time datetime=x", "</main>", "<meta name=a content=b>", "<div class=x id=y>",
        "<a href=x>", "&amp;", "<nav></nav>", "<"}) {
    (void)read(repeated(piece), "div.x");
    (void)read(repeated(piece));
  }
}

}  // namespace
}  // namespace veille::read
