#include "indexer/site/built.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/site/config_file.h"
#include "indexer/site/detect.h"
#include "indexer/site/json_ld.h"
#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kToday = "2026-01-01";

class Built : public testing::Test {
 protected:
  Built() {
    folder_.write("index.html",
                  "<!doctype html><html lang=en><title>Home | The Lab</title><link rel=canonical "
                  "href=https://lab.example/blog/><meta property=og:site_name content='The Lab'>"
                  "<main><p>Welcome.</p></main>");
  }
  PostReading read(const std::string& path, const std::string& html) {
    return read_post(*detect(folder_.path()), {path, nullptr}, html, kToday);
  }
  Publication page(const std::string& path, const std::string& html) {
    auto reading = read(path, "<!doctype html><html lang=en>" + html);
    EXPECT_TRUE(reading.post) << html;
    return reading.post ? reading.post->publication : Publication();
  }
  const TemporaryFolder folder_;
};

TEST_F(Built, IsRecognisedByItsFrontPage) {
  const Source source = *detect(folder_.path());
  EXPECT_EQ(source.generator, Generator::html);
  EXPECT_EQ(source.url, "https://lab.example/blog");
  EXPECT_EQ(source.title, "The Lab");
  EXPECT_EQ(source.language, "en");
  folder_.write("about.md", "# About");
  EXPECT_EQ(detect(folder_.path())->generator, Generator::markdown);
}

TEST_F(Built, HasNoAddressWhereItsPageNamesNoHost) {
  for (const char* address : {"https://", "http:///", "https:///x"}) {
    folder_.write("index.html", std::string("<!doctype html><html><link rel=canonical href='") +
                                    address + "'><main><p>Welcome.</p></main>");
    EXPECT_EQ(detect(folder_.path())->url, "") << address;
    EXPECT_EQ(public_url(address), "") << address;
  }
}

TEST_F(Built, TakesNoTagsThatNobodyCouldAskFor) {
  const auto p = page("a.html",
                      "<title>A</title><meta name=keywords content='a, \u0301, \u200B,b'>"
                      "<meta name=author content='\u0301'><main><p>Words.</p></main>");
  EXPECT_THAT(p.tags, ElementsAre("a", "b"));
  EXPECT_THAT(p.authors, IsEmpty());
}

TEST_F(Built, TakesMetadataOfEveryKind) {
  const auto p = page("posts/one/index.html",
                      "<title>One - The Lab</title><meta property=og:type content=article>"
                      "<meta property=article:published_time content='2021-05-04T23:30:00-05:00'>"
                      "<meta name=description content='What it is'><meta name=author content='Ada'>"
                      "<meta property=article:tag content='Open data'><meta property=article:tag "
                      "content=Design><meta property=og:image content=/i.png><main><h1>One</h1>"
                      "<p>Words.</p></main>");
  EXPECT_EQ(p.title, "One");
  EXPECT_EQ(p.date, "2021-05-04");
  EXPECT_EQ(p.kind, Kind::post);
  EXPECT_EQ(p.description, "What it is");
  EXPECT_THAT(p.authors, ElementsAre("Ada"));
  EXPECT_THAT(p.tags, ElementsAre("Open data", "Design"));
  EXPECT_EQ(p.url, "https://lab.example/blog/posts/one/");
  EXPECT_EQ(p.language, "en");
  EXPECT_EQ(p.language_provenance, Provenance::declared);
}

TEST_F(Built, ReadsJsonLd) {
  const auto p =
      page("two.html",
           "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebSite\"}, "
           "{\"@type\": [\"BlogPosting\"], \"headline\": \"Two &amp; more\", "
           "\"datePublished\": \"2020-03-02\", \"author\": [{\"name\": \"Bo\"}, \"Cy\"], "
           "\"keywords\": \"a, b,a\"}]}</script><main><p>Words.</p></main>");
  EXPECT_EQ(p.title, "Two & more");
  EXPECT_EQ(p.date, "2020-03-02");
  EXPECT_EQ(p.kind, Kind::post);
  EXPECT_THAT(p.authors, ElementsAre("Bo", "Cy"));
  EXPECT_THAT(p.tags, ElementsAre("a", "b"));
}

TEST_F(Built, TrustsCanonicalAddressesOfItsOwnSiteOnly) {
  const auto address = [&](const std::string& canonical) {
    return page("a/b.html", "<link rel=canonical href='" + canonical + "'><main><h1>T</h1></main>")
        .url;
  };
  EXPECT_EQ(address("https://lab.example/blog/b"), "https://lab.example/blog/b");
  EXPECT_EQ(address("/blog/c/#x"), "https://lab.example/blog/c/");
  EXPECT_EQ(address("https://elsewhere.example/b"), "https://lab.example/blog/a/b.html");
  EXPECT_EQ(address(""), "https://lab.example/blog/a/b.html");
  EXPECT_EQ(address("https://lab.example/b\nhttps://good.example/victim/"),
            "https://lab.example/b%0Ahttps://good.example/victim/");
  EXPECT_EQ(address("https://lab.example/" + std::string(5000, 'b')),
            "https://lab.example/blog/a/b.html");
}

TEST_F(Built, JoinsTranslationsThatNameEachOther) {
  const std::string alternates =
      "<link rel=alternate hreflang=en href=https://lab.example/blog/en/a/><link rel=alternate "
      "hreflang=fr href=https://lab.example/blog/fr/a/><link rel=alternate hreflang=x-default "
      "href=https://lab.example/blog/>";
  const auto en = page("en/a/index.html", alternates + "<main><h1>A</h1></main>");
  const auto fr = page("fr/a/index.html", alternates + "<main><h1>A</h1></main>");
  EXPECT_FALSE(en.translation_key.empty());
  EXPECT_EQ(en.translation_key, fr.translation_key);
  EXPECT_EQ(page("b.html", "<main><h1>B</h1></main>").translation_key, "");
}

TEST_F(Built, LeavesOutWhatIsNoPageForReaders) {
  const std::string start = "<!doctype html><html>";
  for (const std::string& html : {start + "<meta name=robots content=noindex><p>x",
                                  start + "<meta http-equiv=refresh content='0; url=/x'>",
                                  std::string("<p>A fragment.</p>")}) {
    EXPECT_FALSE(read("a.html", html).post) << html;
  }
  for (const char* path :
       {"404.html", "page/2/index.html", "blog/page3/index.html", "blog/page-4.html"})
    EXPECT_FALSE(read(path, start + "<main><h1>T</h1></main>").post) << path;
  for (const char* path :
       {"pages/2/index.html", "page.html", "blog/pager/index.html", "homepage/index.html"})
    EXPECT_TRUE(read(path, start + "<main><h1>T</h1></main>").post) << path;
}

TEST_F(Built, ReportsADateThatItCannotReadAndTakesTheNext) {
  const auto reading =
      read("a.html",
           "<!doctype html><html><meta property=article:published_time content='soon'>"
           "<main><article><h1>T</h1><time datetime=2019-09-08>x</time></article></main>");
  ASSERT_TRUE(reading.post);
  EXPECT_EQ(reading.post->publication.date, "2019-09-08");
  ASSERT_EQ(reading.post->problems.size(), 1u);
  EXPECT_EQ(reading.post->problems[0].code, "date_unreadable");
}

TEST(ReadJsonLd, PassesOverWhatIsNoArticle) {
  EXPECT_FALSE(read_json_ld({"", "{", "[]", "3", "{\"@type\": \"WebPage\"}", "{\"@graph\": 1}",
                             "[[{\"@type\": \"Article\"}]]", std::string(100'000, '[')})
                   .is_article);
  EXPECT_TRUE(read_json_ld({"{", "[1, {\"@type\": \"NewsArticle\", \"author\": 3}]"}).is_article);
  EXPECT_THAT(read_json_ld({"{\"@type\": \"Article\", \"author\": {\"name\": 1}}"}).authors,
              IsEmpty());
}

}  // namespace
}  // namespace veille::site
