#include "indexer/site/look.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/site/commit.h"
#include "indexer/site/config.h"
#include "indexer/site/detect.h"
#include "indexer/site/files.h"
#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;

TEST(TypeOf, TellsFilesFromWhatOnlyHasTheirName) {
  const TemporaryFolder folder;
  folder.write("site/file", "x");
  folder.write("outside", "x");
  const fs::path root = folder.path() / "site";
  fs::create_directory(root / "folder");
  mkfifo((root / "pipe").c_str(), 0600);
  fs::create_symlink("file", root / "link");
  fs::create_directory_symlink("folder", root / "folder_link");
  fs::create_symlink("circle", root / "circle");
  const Folder site(root);
  EXPECT_TRUE(is_file(site, "file"));
  EXPECT_TRUE(is_folder(site, "folder"));
  EXPECT_TRUE(is_folder(site, ""));
  EXPECT_EQ(type_of(site, "link"), EntryType::symbolic_link);
  EXPECT_EQ(type_of(site, "pipe"), EntryType::other);
  for (const char* name : {"folder", "pipe", "link", "circle", "none", "file/below", "circle/below",
                           "../outside", "folder_link/../file", "/etc/passwd", ".."})
    EXPECT_FALSE(is_file(site, name)) << name;
  EXPECT_FALSE(is_folder(site, ".."));
  EXPECT_FALSE(is_folder(site, "folder_link"));
  EXPECT_FALSE(is_file(site, std::string(300, 'x'))) << "a name that a configuration made up";
  EXPECT_TRUE(is_folder(root / "folder_link")) << "where the owner has named it";
  EXPECT_TRUE(is_there(root / "pipe"));
  EXPECT_FALSE(is_there(root / "none"));
}

TEST(TypeOf, ThrowsWhereItCannotTell) {
  const TemporaryFolder folder;
  folder.write("file", "x");
  const Folder site(folder.path());
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlimit none{0, limit.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none);
  EXPECT_THROW(is_file(site, "file"), std::runtime_error);
  EXPECT_THROW(beginning_of(site, "file", 10), std::runtime_error);
  EXPECT_THROW(visit_below(site, "", 1, [](const FolderEntry&) { return Step::go_on; }),
               std::runtime_error);
  setrlimit(RLIMIT_NOFILE, &limit);
}

TEST(BeginningOf, ReadsRegularFilesOfTheSiteAlone) {
  const TemporaryFolder folder;
  folder.write("site/file", "12345");
  folder.write("outside", "secret");
  const fs::path root = folder.path() / "site";
  mkfifo((root / "pipe").c_str(), 0600);
  fs::create_symlink("../outside", root / "link");
  const Folder site(root);
  EXPECT_EQ(beginning_of(site, "file", 3), "123");
  EXPECT_EQ(beginning_of(site, "file", 30), "12345");
  for (const char* name : {"pipe", "link", "none", "../outside", "/etc/passwd", "."})
    EXPECT_EQ(beginning_of(site, name, 10), std::nullopt) << name;
}

TEST(VisitBelow, GoesAsDeepAsItIsToldAndFollowsNoLinks) {
  const TemporaryFolder folder;
  folder.write("a/b/c/file", "x");
  folder.write("left/out/file", "x");
  fs::create_directory_symlink(".", folder.path() / "a" / "circle");
  std::vector<std::string> seen;
  const auto visit = [&](const FolderEntry& entry) {
    seen.push_back(entry.path);
    return seen.back() == "left" ? Step::leave_out : Step::go_on;
  };
  const Folder site(folder.path());
  visit_below(site, "", 1, visit);
  EXPECT_THAT(seen, testing::UnorderedElementsAre("a", "a/b", "a/circle", "left"));
  seen.clear();
  visit_below(site, "a/b", 1, visit);
  EXPECT_THAT(seen, testing::UnorderedElementsAre("a/b/c", "a/b/c/file"));
  seen.clear();
  for (const char* name : {"none", "a/circle", "..", "a/b/c/file"})
    visit_below(site, name, 1, visit);
  EXPECT_THAT(seen, testing::IsEmpty());
  visit_below(site, "", 9, [&](const FolderEntry& entry) {
    seen.push_back(entry.path);
    return Step::stop;
  });
  EXPECT_EQ(seen.size(), 1u);
}

TEST(DetectHostile, WaitsForNoPipeInPlaceOfAFile) {
  for (const char* name : {"index.html", "_config.yml", "hugo.toml", "package.json"}) {
    const TemporaryFolder folder;
    mkfifo((folder.path() / name).c_str(), 0600);
    folder.write("a.md", "# A");
    const auto source = detect(folder.path());
    ASSERT_TRUE(source) << name;
    EXPECT_EQ(source->generator, Generator::markdown) << name;
  }
}

/// A site whose texts would say what lies outside of it.
class Outside : public testing::Test {
 protected:
  Outside() {
    outside_.write("_config.yml", "title: Secret\n");
    outside_.write("hugo.toml", "title = 'Secret'\n");
    outside_.write("input.js", "dir: {input: 'secret'}");
    outside_.write("index.html", "<!doctype html><html><title>Secret</title><main>x</main>");
    outside_.write("blog/blog.json", "{\"tags\": [\"secret\"]}");
    outside_.write("blog/_index.md", "---\ncascade: {tags: secret}\n---\n");
    outside_.write("blog/2020-01-02-a.md", "[it](/2020/01/02/a/)");
    site_.write("a.md", "# A");
    site_.write("secret/b.md", "# B");
  }
  void link(const std::string& name, const std::string& to) {
    fs::create_directories((site_.path() / name).parent_path());
    fs::create_symlink(outside_.path() / to, site_.path() / name);
  }
  const TemporaryFolder outside_;
  const TemporaryFolder site_;
};

TEST_F(Outside, IsReadThroughNoConfigurationThatIsASymbolicLink) {
  for (const auto& [name, to] :
       std::vector<std::pair<std::string, std::string>>{{"_config.yml", "_config.yml"},
                                                        {"hugo.toml", "hugo.toml"},
                                                        {"config/_default/hugo.toml", "hugo.toml"},
                                                        {".eleventy.js", "input.js"},
                                                        {"index.html", "index.html"}}) {
    link(name, to);
    const auto source = detect(site_.path());
    ASSERT_TRUE(source) << name;
    EXPECT_EQ(source->generator, Generator::markdown) << name;
    EXPECT_NE(source->title, "Secret") << name;
    EXPECT_EQ(source->content, "") << name;
    auto problems = list_files(*source).problems;
    problems.insert(problems.end(), source->problems.begin(), source->problems.end());
    ASSERT_EQ(problems.size(), 1u) << name;
    EXPECT_EQ(problems[0].code, "symbolic_link");
    EXPECT_EQ(problems[0].where, name);
    fs::remove(site_.path() / name);
  }
}

TEST_F(Outside, IsReadThroughNoDataFileThatIsASymbolicLink) {
  site_.write(".eleventy.js", "");
  link("posts/posts.json", "blog/blog.json");
  link("blog", "blog");
  EXPECT_TRUE(detect(site_.path())->defaults.empty());
  site_.write("hugo.toml", "title = 'H'");
  link("content/_index.md", "blog/_index.md");
  link("content/blog", "blog");
  EXPECT_TRUE(detect(site_.path())->defaults.empty());
}

TEST_F(Outside, IsNoPartOfTheSiteWhateverAConfigurationNames) {
  const std::string outside = "../" + outside_.path().filename().string();
  const std::string up = "../../../../../../../..";
  for (const std::string& folder : {outside, "secret/../" + outside, up + "/proc", up}) {
    site_.write(".eleventy.js", "module.exports = {dir: {input: \"" + folder + "\"}};");
    auto source = detect(site_.path());
    ASSERT_TRUE(source) << folder;
    EXPECT_EQ(source->generator, Generator::eleventy);
    EXPECT_EQ(source->content, "") << folder;
    EXPECT_TRUE(source->defaults.empty());
    EXPECT_EQ(source->dated_permalink, "");
    ASSERT_EQ(source->problems.size(), 1u) << folder;
    EXPECT_EQ(source->problems[0].code, "config_bad_value");
    EXPECT_EQ(source->problems[0].where, ".eleventy.js");
    fs::remove(site_.path() / ".eleventy.js");

    std::string toml;
    for (const char* beginning : {"contentDir = '", "[languages.fr]\ncontentDir = '"})
      toml.append(beginning).append(folder).append("'\n");
    site_.write("hugo.toml", toml);
    source = detect(site_.path());
    ASSERT_TRUE(source) << folder;
    EXPECT_EQ(source->content, "content") << folder;
    EXPECT_FALSE(source->language_folders);
    EXPECT_TRUE(source->defaults.empty());
    EXPECT_EQ(source->problems.size(), 2u) << folder;
    fs::remove(site_.path() / "hugo.toml");

    site_.write("_config.yml", "collections_dir: '" + folder + "'\n");
    source = detect(site_.path());
    ASSERT_TRUE(source) << folder;
    EXPECT_EQ(source->collections.front().folder, "_posts");
    EXPECT_EQ(source->problems.size(), 1u) << folder;
    fs::remove(site_.path() / "_config.yml");
  }
}

TEST(Detect, TakesFoldersInAnyPlainSpelling) {
  const TemporaryFolder folder;
  folder.write("src/a.md", "# A");
  folder.write(".eleventy.js", "input: './lib/../src/'");
  EXPECT_EQ(detect(folder.path())->content, "src");
  EXPECT_TRUE(detect(folder.path())->problems.empty());
}

TEST(Detect, FollowsASymbolicLinkToTheSiteItself) {
  const TemporaryFolder folder;
  folder.write("site/_config.yml", "title: The site\n");
  fs::create_directory_symlink("site", folder.path() / "link");
  EXPECT_EQ(detect(folder.path() / "link")->title, "The site");
  folder.write("real.yaml", "sources:\n- folder: link\n");
  fs::create_symlink("real.yaml", folder.path() / "veille.yaml");
  const auto configuration = read_config(folder.path() / "veille.yaml");
  ASSERT_TRUE(configuration) << to_string(configuration.error());
  EXPECT_EQ(configuration->sources[0].title, "The site");
}

TEST(CheckedOutCommit, ReadsNeitherPipesNorDevices) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / ".git");
  mkfifo((folder.path() / ".git" / "HEAD").c_str(), 0600);
  EXPECT_EQ(checked_out_commit(folder.path()), "");
  fs::remove(folder.path() / ".git" / "HEAD");
  fs::create_symlink("/dev/zero", folder.path() / ".git" / "HEAD");
  EXPECT_EQ(checked_out_commit(folder.path()), "");
}

}  // namespace
}  // namespace veille::site
