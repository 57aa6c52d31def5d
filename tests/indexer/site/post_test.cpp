#include "indexer/site/post.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/site/detect.h"
#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kToday = "2024-06-01";

/// A Jekyll site like the real ones.
class JekyllPost : public testing::Test {
 protected:
  JekyllPost() {
    folder_.write(
        "_config.yml",
        "url: https://a.example\nbaseurl: /blog\npermalink: /:year/:month/:day/:title.html\n"
        "defaults:\n  - scope: {path: \"\"}\n    values: {locale: fr}\n  - scope: {path: en}\n    "
        "values: {locale: en}\n"
        "collections:\n  defis: {output: true, permalink: '/defis/:year/:title.html'}\n");
    source_ = *detect(folder_.path());
  }

  std::optional<Post> read(const std::string& path, const std::string& bytes,
                           const char* collection = "posts") {
    const Collection* found = nullptr;
    for (const auto& c : source_.collections) found = c.name == collection ? &c : found;
    return read_post(source_, {path, found}, bytes, kToday).post;
  }

  TemporaryFolder folder_;
  Source source_;
};

TEST_F(JekyllPost, TakesEverythingFromItsFrontMatter) {
  const auto post = read("_posts/2019-07-10-abroad.md",
                         "---\ntitle: \"Initiatives: abroad\"\ndescription: |\n  Two\n  "
                         "lines\nauthor: Ann, the team\ntags: [État, open data, etat]\n"
                         "image: /i.png\nlang-ref: abroad\ncountry: ca\n---\nText with a "
                         "[link](/docs/a.pdf).\n\n## More\n\nRest.\n");
  ASSERT_TRUE(post);
  const Publication& p = post->publication;
  EXPECT_EQ(p.title, "Initiatives: abroad");
  EXPECT_EQ(p.description, "Two lines");
  EXPECT_THAT(p.authors, ElementsAre("Ann, the team"));
  EXPECT_THAT(p.tags, ElementsAre("État", "open data"));
  EXPECT_EQ(p.date, "2019-07-10");
  EXPECT_EQ(p.url, "https://a.example/blog/2019/07/10/abroad.html");
  EXPECT_EQ(p.language, "fr");
  EXPECT_EQ(p.language_provenance, Provenance::source);
  EXPECT_EQ(p.translation_key, "abroad");
  EXPECT_EQ(p.kind, Kind::post);
  ASSERT_EQ(p.countries.size(), 1u);
  EXPECT_EQ(p.countries[0].code, "CA");
  ASSERT_EQ(post->links.size(), 1u);
  EXPECT_EQ(post->links[0].target, "/docs/a.pdf");
  ASSERT_EQ(p.sections.size(), 2u);
  EXPECT_EQ(p.sections[1].heading, "More");
  EXPECT_THAT(post->problems, IsEmpty());
}

TEST_F(JekyllPost, GetsItsLanguageFromPathUnlessItDeclaresOne) {
  EXPECT_EQ(read("en/_posts/2019-07-10-a.md", "---\ntitle: A\n---\n")->publication.language, "en");
  const auto declared = read("en/_posts/2019-07-10-a.md", "---\ntitle: A\nlang: de-DE\n---\n");
  EXPECT_EQ(declared->publication.language, "de");
  EXPECT_EQ(declared->publication.language_provenance, Provenance::declared);
}

TEST_F(JekyllPost, LetsItsOwnPermalinkWin) {
  const auto post = read("en/_posts/2019-07-10-abroad.md",
                         "---\ntitle: A\npermalink: /en/blog/:year/:month/:day/:title.html\n---\n");
  EXPECT_EQ(post->publication.url, "https://a.example/blog/en/blog/2019/07/10/abroad.html");
}

TEST_F(JekyllPost, IsAPageInAnotherCollection) {
  const auto post = read("_defis/2019-01-01-openjustice.md", "---\ntitle: A\n---\n", "defis");
  EXPECT_EQ(post->publication.kind, Kind::page);
  EXPECT_EQ(post->publication.url, "https://a.example/blog/defis/2019/openjustice.html");
}

TEST_F(JekyllPost, IsNotThereWhenTheSiteDoesNotPublishIt) {
  EXPECT_FALSE(read("_posts/2019-07-10-a.md", "---\npublished: false\n---\n"));
  EXPECT_FALSE(read("_posts/2019-07-10-a.md", "---\ndraft: true\n---\n"));
  EXPECT_FALSE(read("_posts/2199-07-10-a.md", "---\ntitle: A\n---\n"));
  EXPECT_FALSE(read("_posts/2019-07-10-a.md", "no front matter"));
  source_.future = true;
  EXPECT_TRUE(read("_posts/2199-07-10-a.md", "---\ntitle: A\n---\n"));
}

TEST_F(JekyllPost, FallsBackToTheFilesNameAndReportsIt) {
  const auto post =
      read("_posts/2019-07-10-some-name.md", "---\nlayout: post\ndate: 30 February\n---\ntext\n");
  EXPECT_EQ(post->publication.title, "some name");
  EXPECT_EQ(post->publication.date, "2019-07-10");
  ASSERT_EQ(post->problems.size(), 2u);
  EXPECT_EQ(post->problems[0].code, "date_unreadable");
  EXPECT_EQ(post->problems[0].line, 3);
  EXPECT_EQ(post->problems[1].code, "title_missing");
}

TEST_F(JekyllPost, ReadsTagsAsListsAndStrings) {
  EXPECT_THAT(read("_posts/2019-07-10-a.md", "---\ntags: a b\n---\n")->publication.tags,
              ElementsAre("a", "b"));
  EXPECT_THAT(read("_posts/2019-07-10-a.md", "---\ntags: a b, c\n---\n")->publication.tags,
              ElementsAre("a b", "c"));
  EXPECT_THAT(read("_posts/2019-07-10-a.md", "---\ntags: [[a, b], c, ~]\n---\n")->publication.tags,
              ElementsAre("a", "b", "c"));
}

TEST_F(JekyllPost, TakesDeclaredCountriesByCodeAndName) {
  const auto post =
      read("_posts/2019-07-10-a.md", "---\ntitle: A\ncountries: [de, Kanada, DE, Atlantis]\n---\n");
  ASSERT_EQ(post->publication.countries.size(), 2u);
  EXPECT_EQ(post->publication.countries[0].code, "DE");
  EXPECT_EQ(post->publication.countries[1].code, "CA");
  ASSERT_EQ(post->problems.size(), 1u);
  EXPECT_EQ(post->problems[0].code, "country_unknown");
  EXPECT_EQ(post->problems[0].line, 3);
}

TEST_F(JekyllPost, UsesTheNextSourceOfADate) {
  const auto post =
      read("_posts/2019-07-10-a.md", "---\ntitle: A\ndate: 31/02/2019\ncreated: 1555027200\n---\n");
  EXPECT_EQ(post->publication.date, "2019-04-12");
  ASSERT_EQ(post->problems.size(), 1u);
  EXPECT_EQ(post->problems[0].line, 3);
  const auto page = read("about.md", "---\ntitle: A\nlastmod: 12 mars 2014\n---\n", "none");
  EXPECT_EQ(page->publication.date, "2014-03-12");
  const auto impossible = read("_posts/2021-11-31-a.md", "---\ntitle: A\n---\n");
  EXPECT_EQ(impossible->publication.date, "");
  ASSERT_EQ(impossible->problems.size(), 1u);
  EXPECT_EQ(impossible->problems[0].code, "date_unreadable");
}

TEST_F(JekyllPost, HasItsRedirectsAsAddresses) {
  const auto post = read("_posts/2019-07-10-a.md",
                         "---\ntitle: A\nredirect_from:\n- /old\n- /a b/\n"
                         "- javascript://x.example/%0aalert(1)\nimage: javascript:alert(1)\n---\n");
  EXPECT_THAT(post->publication.other_urls,
              ElementsAre("https://a.example/blog/a%20b/", "https://a.example/blog/old"));
  EXPECT_EQ(post->publication.image, "");
}

TEST_F(JekyllPost, HasNoAddressOfAnotherSite) {
  const auto post = read("_posts/2019-07-10-a.md",
                         "---\ntitle: A\naliases:\n- https://good.example/victim/\n"
                         "- \"https://q.example/\\nhttps://good.example/second/\"\n"
                         "- \"https://a.example/own\\nhttps://good.example/third/\"\n"
                         "- \"/x\\nhttps://good.example/fourth/\"\n"
                         "- https://www.A.example/mine/\n- //good.example/fifth/\n"
                         "image: \"/a\\nb c.png\"\n---\n");
  EXPECT_THAT(post->publication.other_urls,
              ElementsAre("https://a.example/blog/good.example/fifth/",
                          "https://a.example/blog/x%0Ahttps://good.example/fourth/",
                          "https://a.example/own%0Ahttps://good.example/third/",
                          "https://www.A.example/mine/"));
  EXPECT_EQ(post->publication.image, "/a%0Ab%20c.png");
  source_.url.clear();
  EXPECT_THAT(read("_posts/2019-07-10-a.md",
                   "---\ntitle: A\naliases: [https://good.example/victim/, /own/]\n---\n")
                  ->publication.other_urls,
              ElementsAre("/own/"));
}

TEST_F(JekyllPost, HasNoMoreAliasesThanAnyTextHad) {
  std::string aliases;
  for (int i = 0; i < 3000; ++i) aliases += "\n     - /" + std::to_string(i) + "/";
  folder_.write("_config.yml", "defaults:\n- scope: {path: ''}\n  values:\n   aliases:" + aliases);
  source_ = *detect(folder_.path());
  EXPECT_EQ(read("_posts/2019-07-10-a.md", "---\ntitle: A\n---\n")->publication.other_urls.size(),
            1000u);
}

TEST_F(JekyllPost, HasCategoriesInItsAddress) {
  source_.permalink = "/:categories/:title/";
  EXPECT_EQ(
      read("News/_posts/2019-07-10-A b.md", "---\ncategory: Two words\ncategories: x news x\n---\n")
          ->publication.url,
      "https://a.example/blog/news/two%20words/x/news/A-b/");
}

TEST_F(JekyllPost, KeepsTheOutsideAddressOfALinkPost) {
  const auto post = read("_posts/2019-07-10-a.md",
                         "---\ntitle: R&amp;D &#46;\nsummary: Why.\nsource_url: "
                         "https://b.example/x\n---\n");
  EXPECT_EQ(post->publication.title, "R&D .");
  EXPECT_EQ(post->publication.description, "Why.");
  ASSERT_EQ(post->links.size(), 1u);
  EXPECT_EQ(post->links[0].target, "https://b.example/x");
}

TEST_F(JekyllPost, ReadsBothSidesOfAFailedMerge) {
  const auto post = read("_posts/2019-07-10-a.md",
                         "---\ntitle: A\n---\none\n<<<<<<< HEAD\ntwo\n=======\nthree\n"
                         ">>>>>>> x\nfour\n");
  EXPECT_EQ(post->publication.sections[0].text, "one\ntwo\nthree\nfour");
  ASSERT_EQ(post->problems.size(), 1u);
  EXPECT_EQ(post->problems[0].line, 5);
  EXPECT_EQ(post->problems[0].where, "_posts/2019-07-10-a.md");
}

TEST_F(JekyllPost, ReadsAuthorsAsMaps) {
  const auto post = read("_posts/2019-07-10-a.md", "---\nauthors:\n  - name: Ann\n  - Bob\n---\n");
  EXPECT_THAT(post->publication.authors, ElementsAre("Ann", "Bob"));
}

TEST(PlainPost, HasAddressesByPathAndIsAPostWhenDated) {
  const TemporaryFolder folder;
  const Source source = *detect(folder.path());
  const auto dated =
      read_post(source, {"news/2020-01-02-hello.md", nullptr}, "# Hello\n\ntext\n", kToday).post;
  ASSERT_TRUE(dated);
  EXPECT_EQ(dated->publication.kind, Kind::post);
  EXPECT_EQ(dated->publication.title, "Hello");
  EXPECT_EQ(dated->publication.url, "/news/2020-01-02-hello/");
  const auto page = read_post(source, {"guide/README.md", nullptr}, "# Guide\n", kToday).post;
  EXPECT_EQ(page->publication.kind, Kind::page);
  EXPECT_EQ(page->publication.url, "/guide/");
}

}  // namespace
}  // namespace veille::site
