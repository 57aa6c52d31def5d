#include "indexer/site/detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/site/post.h"
#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

using testing::ElementsAre;

constexpr const char* kToday = "2024-06-01";
constexpr const char* kText = "---\ntitle: T\n---\ntext\n";

std::string url(const Source& source, const std::string& path, const std::string& bytes = kText) {
  const Collection* collection = nullptr;
  for (const auto& file : list_files(source).texts) {
    if (file.path == path) collection = file.collection;
  }
  const auto reading = read_post(source, {path, collection}, bytes, kToday);
  return reading.post ? reading.post->publication.url : "";
}

TEST(Detect, KnowsJekyllWithoutConfiguration) {
  const TemporaryFolder folder;
  folder.write("_projects/a.md", kText);
  folder.write("_includes/b.md", kText);
  folder.write("_notes/c.md", "no front matter");
  const Source source = *detect(folder.path());
  EXPECT_EQ(source.generator, Generator::jekyll);
  EXPECT_EQ(source.recognised_by, "the folder _projects");
  ASSERT_EQ(source.collections.size(), 1u);
  EXPECT_EQ(url(source, "_projects/a.md"), "/projects/a.html");
}

TEST(Detect, ReadsTheRestOfJekyllsConfiguration) {
  const TemporaryFolder folder;
  folder.write("_config.yml",
               "url: https://a.example\npermalink: pretty\ncollections_dir: all\n"
               "collections: {works: {output: true}}\ninclude: [_pages]\n"
               "defaults:\n- scope: {path: 'all/*/x.md'}\n  values: {lang: de}\n"
               "- scope: {path: '', type: works}\n  values: {lang: fr}\n"
               "- scope: {path: ''}\n  values: {lang: en}\n");
  for (const char* name : {"all/_posts/2019-01-02-p.md", "all/_works/w.md", "all/_works/x.md",
                           "_pages/about.md", "sub/index.md", "_other/o.md"}) {
    folder.write(name, kText);
  }
  const Source source = *detect(folder.path());
  std::vector<std::string> paths;
  for (const auto& file : list_files(source).texts) paths.push_back(file.path);
  EXPECT_THAT(paths, ElementsAre("_pages/about.md", "all/_posts/2019-01-02-p.md", "all/_works/w.md",
                                 "all/_works/x.md", "sub/index.md"));
  EXPECT_EQ(url(source, "all/_posts/2019-01-02-p.md"), "https://a.example/2019/01/02/p/");
  EXPECT_EQ(url(source, "all/_works/w.md"), "https://a.example/works/w/");
  EXPECT_EQ(url(source, "_pages/about.md"), "https://a.example/_pages/about/");
  EXPECT_EQ(url(source, "sub/index.md"), "https://a.example/sub/");
  const auto& works = source.collections.back();
  const auto language = [&](const std::string& path, const Collection* collection) {
    return read_post(source, {path, collection}, kText, kToday).post->publication.language;
  };
  EXPECT_EQ(language("all/_works/w.md", &works), "fr");
  EXPECT_EQ(language("all/_works/x.md", &works), "de");
  EXPECT_EQ(language("sub/index.md", nullptr), "en");
}

TEST(Detect, KnowsEleventyAndItsDirectoryData) {
  const TemporaryFolder folder;
  folder.write("eleventy.config.mjs", "export default () => ({dir: {input: \"src\"}})");
  folder.write("src/posts/posts.json", "{\"tags\": [\"news\"], \"lang\": \"fr\"}");
  folder.write("src/posts/2019-01-02-a.md", kText);
  folder.write("src/_includes/b.md", kText);
  folder.write("notes/c.md", kText);
  const Source source = *detect(folder.path());
  EXPECT_EQ(source.generator, Generator::eleventy);
  EXPECT_EQ(source.recognised_by, "eleventy.config.mjs");
  ASSERT_EQ(list_files(source).texts.size(), 1u);
  const auto post = read_post(source, {"src/posts/2019-01-02-a.md", nullptr}, kText, kToday).post;
  EXPECT_EQ(post->publication.url, "/posts/a/");
  EXPECT_EQ(post->publication.date, "2019-01-02");
  EXPECT_EQ(post->publication.language, "fr");
  EXPECT_THAT(post->publication.tags, ElementsAre("news"));
}

TEST(Detect, FillsEleventysPermalinksWhereItCan) {
  const TemporaryFolder folder;
  folder.write("package.json", "{\"devDependencies\": {\"@11ty/eleventy\": \"^2\"}}");
  const Source source = *detect(folder.path());
  EXPECT_EQ(source.generator, Generator::eleventy);
  const auto with = [&](const std::string& permalink) {
    return url(source, "blog/a.md", "---\ntitle: Two words\npermalink: " + permalink + "\n---\n");
  };
  EXPECT_EQ(with("/x/index.html"), "/x/");
  EXPECT_EQ(with("\"/n/{{ title | slugify }}/\""), "/n/two-words/");
  EXPECT_EQ(with("\"/{{ page.date | date: '%Y' }}/a/\""), "/blog/a/");
  EXPECT_EQ(with("false"), "");
}

TEST(Detect, SaysThatAFolderIsOfNoGenerator) {
  const TemporaryFolder folder;
  folder.write("guide/README.md", kText);
  folder.write("README.md", kText);
  folder.write("index.md", kText);
  const Source source = *detect(folder.path());
  EXPECT_EQ(source.generator, Generator::markdown);
  EXPECT_EQ(source.recognised_by, "");
  EXPECT_EQ(url(source, "guide/README.md"), "/guide/");
  EXPECT_EQ(url(source, "a.md", "---\npermalink: /own/\n---\n"), "/own/");
  std::vector<std::string> paths;
  for (const auto& file : list_files(source).texts) paths.push_back(file.path);
  EXPECT_THAT(paths, ElementsAre("guide/README.md", "index.md"));
}

TEST(Detect, LearnsTheAddressesOfDatedTextsFromTheirLinks) {
  const TemporaryFolder folder;
  folder.write("content/posts/2019-01-02-a.md", "See [b]({{ \"/2019/02/03/b/\" | url }}).");
  folder.write("content/posts/2019-02-03-b.md", "See https://a.example/2019/01/02/a#x");
  folder.write("README.md", "About the repository.");
  const Source source = *detect(folder.path());
  EXPECT_EQ(source.content, "content");
  EXPECT_EQ(source.dated_permalink, "/:year/:month/:day/:title/");
  EXPECT_EQ(url(source, "content/posts/2019-01-02-a.md"), "/2019/01/02/a/");
  EXPECT_EQ(url(source, "content/about.md"), "/about/");
}

TEST(Detect, LearnsNothingWhereLinksDoNotAgree) {
  const TemporaryFolder folder;
  folder.write("posts/2019-01-02-a.md", "[b](/2019/02/03/b/) and [b](/posts/b/)");
  folder.write("posts/2019-02-03-b.md", "none");
  EXPECT_EQ(detect(folder.path())->dated_permalink, "");
}

}  // namespace
}  // namespace veille::site
