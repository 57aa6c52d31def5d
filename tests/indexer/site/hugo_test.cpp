#include "indexer/site/hugo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/site/detect.h"
#include "indexer/site/post.h"
#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

using testing::ElementsAre;

constexpr const char* kToday = "2024-06-01";

class HugoSite : public testing::Test {
 protected:
  Source configured(const std::string& toml) {
    folder_.write("hugo.toml", toml);
    auto source = detect(folder_.path());
    EXPECT_TRUE(source) << to_string(source.error());
    return *source;
  }
  static PostReading read(const Source& source, const std::string& path, const std::string& bytes) {
    return read_post(source, {path, nullptr}, bytes, kToday);
  }
  static std::string url(const Source& source, const std::string& path, const std::string& bytes) {
    const auto reading = read(source, path, bytes);
    return reading.post ? reading.post->publication.url : "";
  }
  TemporaryFolder folder_;
};

TEST_F(HugoSite, IsRecognisedByItsConfiguration) {
  const TemporaryFolder other;
  other.write("config.yaml", "app: x\n");
  EXPECT_EQ(detect(other.path())->generator, Generator::markdown);
  other.write("config.yaml", "BaseURL: https://a.example/\nTitle: A\n");
  const Source source = *detect(other.path());
  EXPECT_EQ(source.generator, Generator::hugo);
  EXPECT_EQ(source.recognised_by, "config.yaml");
  EXPECT_EQ(source.url, "https://a.example");
  EXPECT_EQ(source.title, "A");
  EXPECT_EQ(source.content, "content");
  const TemporaryFolder split;
  split.write("config/_default/config.json", "{\"baseURL\": \"https://b.example\"}");
  split.write("config/_default/languages.toml", "[fr]\n[en]\n");
  EXPECT_EQ(detect(split.path())->generator, Generator::hugo);
  EXPECT_THAT(detect(split.path())->languages, ElementsAre("en", "fr"));
}

TEST_F(HugoSite, MakesAddressesByFolderAndSlug) {
  const Source source = configured("baseURL = 'https://a.example/x/'\n");
  EXPECT_EQ(url(source, "content/blog/Two Words.md", "---\ntitle: T\n---\n"),
            "https://a.example/x/blog/two-words/");
  EXPECT_EQ(url(source, "content/blog/a.md", "+++\nslug = 'Own Slug'\n+++\n"),
            "https://a.example/x/blog/own-slug/");
  EXPECT_EQ(url(source, "content/blog/a/index.md", "---\ntitle: T\n---\n"),
            "https://a.example/x/blog/a/");
  EXPECT_EQ(url(source, "content/blog/_index.md", "---\ntitle: T\nslug: s\n---\n"),
            "https://a.example/x/blog/");
  EXPECT_EQ(url(source, "content/_index.md", "---\ntitle: T\n---\n"), "https://a.example/x/");
  EXPECT_EQ(url(source, "content/blog/a.md", "---\nurl: /else/\n---\n"),
            "https://a.example/x/else/");
}

TEST_F(HugoSite, FillsPermalinksBySection) {
  const Source source = configured(
      "baseURL = 'https://a.example'\nuglyURLs = true\n[permalinks]\n"
      "news = '/:year/:month/:day/:slug/'\n[permalinks.page]\nblog = "
      "'/:sections[1:]/:monthname/:contentbasename'\n[permalinks.section]\nblog = '/journal/'\n");
  EXPECT_EQ(url(source, "content/news/2019/a.md", "---\ntitle: It's *so*\ndate: 2019-07-05\n---\n"),
            "https://a.example/2019/07/05/its-so.html");
  EXPECT_EQ(url(source, "content/blog/x/a.md", "---\ndate: 2019-07-05\n---\n"),
            "https://a.example/x/july/a");
  EXPECT_EQ(url(source, "content/blog/_index.md", "---\ntitle: T\n---\n"),
            "https://a.example/journal/");
}

TEST_F(HugoSite, TakesDateAndSlugFromNamesWhereConfigured) {
  const Source source = configured(
      "baseURL = 'https://a.example'\n[frontmatter]\ndate = [':filename', ':default']\n");
  const auto reading =
      read(source, "content/blog/2019-07-05-Some-Name.md", "---\ndate: 2020-01-01\n---\n");
  EXPECT_EQ(reading.post->publication.date, "2019-07-05");
  EXPECT_EQ(reading.post->publication.url, "https://a.example/blog/some-name/");
}

TEST_F(HugoSite, KnowsLanguagesByFolder) {
  const Source source = configured(
      "baseURL = 'https://a.example'\ndefaultContentLanguage = 'fr'\n[languages.fr]\ncontentDir = "
      "'content/fr'\n[languages.en]\ncontentDir = 'content/en'\n");
  const auto fr = read(source, "content/fr/blog/a.md", "---\ntitle: T\n---\n");
  const auto en = read(source, "content/en/blog/a.md", "---\ntitle: T\n---\n");
  EXPECT_EQ(fr.post->publication.language, "fr");
  EXPECT_EQ(fr.post->publication.url, "https://a.example/blog/a/");
  EXPECT_EQ(en.post->publication.language, "en");
  EXPECT_EQ(en.post->publication.url, "https://a.example/en/blog/a/");
  EXPECT_EQ(fr.post->publication.translation_key, en.post->publication.translation_key);
}

TEST_F(HugoSite, KnowsLanguagesBySuffixAndTranslationKey) {
  const Source source = configured(
      "baseURL = 'https://a.example'\ndefaultContentLanguageInSubdir = true\n[languages.en]\n"
      "[languages.fr]\n");
  const auto en = read(source, "content/blog/a.md", "---\ntitle: T\n---\n");
  const auto fr = read(source, "content/blog/a.fr.md", "---\ntitle: T\n---\n");
  EXPECT_EQ(en.post->publication.url, "https://a.example/en/blog/a/");
  EXPECT_EQ(fr.post->publication.url, "https://a.example/fr/blog/a/");
  EXPECT_EQ(fr.post->publication.translation_key, en.post->publication.translation_key);
  const auto written = read(source, "content/blog/c.md", "---\nlang: fr\n---\n").post->publication;
  EXPECT_EQ(written.language, "fr");
  EXPECT_EQ(written.url, "https://a.example/en/blog/c/");
  const auto keyed = read(source, "content/blog/b.fr.md", "---\ntranslationKey: k\n---\n");
  EXPECT_EQ(keyed.post->publication.translation_key, "k");
}

TEST_F(HugoSite, PublishesByItsDates) {
  Source source = configured("baseURL = 'https://a.example'\n");
  const std::string path = "content/blog/a.md";
  const auto future = read(source, path, "---\npublishDate: 2024-07-01\ndate: 2024-01-01\n---\n");
  EXPECT_FALSE(future.post);
  EXPECT_EQ(future.changes_on, "2024-07-01");
  const auto expiring = read(source, path, "---\ndate: 2024-01-01\nexpiryDate: 2024-09-01\n---\n");
  ASSERT_TRUE(expiring.post);
  EXPECT_FALSE(expiring.post->publication.archived);
  EXPECT_EQ(expiring.changes_on, "2024-09-01");
  const std::string past = "---\ndate: 2020-01-01\nexpirydate: 2024-06-01\n---\n";
  ASSERT_TRUE(read(source, path, past).post);
  EXPECT_TRUE(read(source, path, past).post->publication.archived);
  EXPECT_EQ(read(source, path, past).changes_on, "");
  source.expired = Expired::leave_out;
  EXPECT_FALSE(read(source, path, past).post);
  source.future = true;
  EXPECT_TRUE(read(source, path, "---\ndate: 2030-01-01\n---\n").post);
}

TEST_F(HugoSite, LeavesOutWhatHasNoPage) {
  const Source source = configured("baseURL = 'https://a.example'\n");
  for (const char* line :
       {"draft: true", "headless: true", "_build: {render: never}", "build: {render: link}"}) {
    EXPECT_FALSE(read(source, "content/a.md", "---\n" + std::string(line) + "\n---\n").post)
        << line;
  }
  EXPECT_FALSE(read(source, "content/a.html", "<p>no front matter</p>").post);
  EXPECT_TRUE(read(configured("buildDrafts = true\nbaseURL = 'https://a.example'\n"),
                   "content/a.md", "---\ndraft: true\n---\n")
                  .post);
}

TEST_F(HugoSite, TakesTagsAndAuthorsFromTaxonomies) {
  const Source source = configured(
      "baseURL = 'https://a.example'\n[taxonomies]\nfield = 'fields'\nauthor = 'people'\n");
  const auto reading =
      read(source, "content/a.md",
           "---\nfields: [x, [y]]\npeople: [Ann]\ntags: Y, z\ntype: blog\nlayout: post\n---\n");
  EXPECT_THAT(reading.post->publication.tags, ElementsAre("Y", "z", "x"));
  EXPECT_THAT(reading.post->publication.authors, ElementsAre("Ann"));
}

TEST_F(HugoSite, AddsAliasesAsAddresses) {
  const Source source = configured("baseURL = 'https://a.example'\n");
  const auto reading = read(source, "content/blog/a.md", "---\naliases: [/old/, near]\n---\n");
  EXPECT_THAT(reading.post->publication.other_urls,
              ElementsAre("https://a.example/blog/near", "https://a.example/old/"));
}

TEST_F(HugoSite, ListsBundlesAsOneText) {
  const Source source = configured("baseURL = 'https://a.example'\n");
  for (const char* name :
       {"content/blog/a/index.md", "content/blog/a/notes.md", "content/blog/b.md",
        "content/blog/_index.md", "README.md", "archetypes/default.md"}) {
    folder_.write(name, "---\ntitle: T\n---\n");
  }
  std::vector<std::string> paths;
  for (const auto& file : list_files(source).texts) paths.push_back(file.path);
  EXPECT_THAT(
      paths, ElementsAre("content/blog/_index.md", "content/blog/a/index.md", "content/blog/b.md"));
}

TEST_F(HugoSite, HandsDownWhatSectionsCascade) {
  folder_.write("content/blog/_index.md", "---\ncascade:\n  Tags: [down]\n---\n");
  folder_.write("content/_index.md",
                "---\ncascade:\n- _target: {path: '/hidden/**'}\n  draft: true\n"
                "- target: {kind: section}\n  tags: [never]\n---\n");
  const Source source = configured("baseURL = 'https://a.example'\n");
  const std::string text = "---\ntitle: T\n---\n";
  EXPECT_THAT(read(source, "content/blog/a.md", text).post->publication.tags, ElementsAre("down"));
  EXPECT_FALSE(read(source, "content/hidden/x/a.md", text).post);
  EXPECT_THAT(read(source, "content/a.md", text).post->publication.tags, ElementsAre());
}

TEST(Urlize, IsHugosForm) {
  EXPECT_EQ(urlize("Élan & Co: It's (new)"), "élan-co-its-new");
  EXPECT_EQ(urlize("a_b.c~d"), "a_b.c~d");
}

}  // namespace
}  // namespace veille::site
