#include "indexer/site/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "indexer/site/detect.h"
#include "indexer/site/folder.h"
#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

using testing::ElementsAre;

std::vector<std::string> paths(const std::vector<SourceFile>& files) {
  std::vector<std::string> out;
  for (const auto& file : files) out.push_back(file.path);
  return out;
}

Source source_in(const TemporaryFolder& folder) {
  auto source = detect(folder.path());
  EXPECT_TRUE(source) << to_string(source.error());
  return *source;
}

TEST(ListFiles, ReadsAJekyllSiteAsJekyllDoes) {
  const TemporaryFolder folder;
  folder.write("_config.yml",
               "url: https://a.example\ncollections:\n  defis:\n    output: true\n  hidden:\n    "
               "output: false\nexclude: [vendor2, secret.md]\n");
  for (const char* name : {"_posts/2019-01-01-a.md", "_posts/_2019-01-01-draft.md",
                           "_posts/no-date.md", "en/_posts/19-01-02-b.md", "_defis/c.md",
                           "_hidden/d.md", "_drafts/e.md", "about.md", "vendor2/f.md", "secret.md",
                           "docs/g.pdf", "_includes/h.html", ".git/i.md", "#j.md", "k.md~"}) {
    folder.write(name, "x");
  }
  const Source source = source_in(folder);
  const FileList list = list_files(source);
  EXPECT_THAT(paths(list.texts), ElementsAre("_defis/c.md", "_posts/2019-01-01-a.md", "about.md",
                                             "en/_posts/19-01-02-b.md"));
  EXPECT_THAT(list.others, ElementsAre("docs/g.pdf"));
  EXPECT_TRUE(list.problems.empty());
  EXPECT_EQ(list.texts[0].collection->name, "defis");
  EXPECT_EQ(list.texts[1].collection->name, "posts");
  EXPECT_EQ(list.texts[2].collection, nullptr);
}

TEST(ListFiles, ReportsSymbolicLinksAndFollowsNone) {
  const TemporaryFolder folder;
  folder.write("a.md", "# A");
  std::filesystem::create_symlink("/etc/passwd", folder.path() / "passwd.md");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "loop");
  const Source source = source_in(folder);
  const FileList list = list_files(source);
  EXPECT_THAT(paths(list.texts), ElementsAre("a.md"));
  ASSERT_EQ(list.problems.size(), 2u);
  EXPECT_EQ(list.problems[0].code, "symbolic_link");
}

TEST(ListFiles, LeavesOutPipesAndWhatIsTooDeepAndSaysSo) {
  const TemporaryFolder folder;
  mkfifo((folder.path() / "pipe.md").c_str(), 0600);
  std::string deep;
  for (int i = 0; i < kMaxDepth + 3; ++i) deep += "d/";
  folder.write(deep + "a.md", "x");
  const Source source = source_in(folder);
  const FileList list = list_files(source);
  EXPECT_TRUE(list.texts.empty());
  std::vector<std::string> codes;
  for (const auto& problem : list.problems) codes.push_back(problem.code);
  EXPECT_THAT(codes, testing::UnorderedElementsAre("file_not_regular", "too_deep"));
}

TEST(Folder, RefusesPipesLinksAndFilesThatAreNotThere) {
  const TemporaryFolder folder;
  folder.write("a.md", "text");
  mkfifo((folder.path() / "pipe.md").c_str(), 0600);
  std::filesystem::create_symlink("a.md", folder.path() / "link.md");
  const Folder site(folder.path());
  EXPECT_EQ(*site.read("a.md"), "text");
  EXPECT_EQ(site.read("pipe.md").error().code, "file_not_regular");
  EXPECT_EQ(site.read("link.md").error().code, "file_unreadable");
  EXPECT_EQ(site.read("none.md").error().code, "file_unreadable");
}

TEST(Folder, RefusesAHugeSparseFileAtOnce) {
  const TemporaryFolder folder;
  folder.write("huge.md", "x");
  std::filesystem::resize_file(folder.path() / "huge.md", std::uintmax_t{10} << 30);
  EXPECT_EQ(Folder(folder.path()).read("huge.md").error().code, "file_too_large");
}

TEST(Folder, NeverLeadsOutOfItself) {
  const TemporaryFolder folder;
  folder.write("site/a.md", "inside");
  folder.write("secret.md", "outside");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "site" / "up");
  const Folder site(folder.path() / "site");
  for (const char* path : {"../secret.md", "up/secret.md", "a.md/../../secret.md", "/etc/passwd",
                           "up/site/a.md", "..", ""}) {
    EXPECT_FALSE(site.read(path)) << path;
    EXPECT_EQ(site.stamp(path).bytes > 0 && std::string_view(path) != "..", false) << path;
  }
}

TEST(Folder, StampsTellAChangedFileApart) {
  const TemporaryFolder folder;
  folder.write("a.md", "one");
  const Folder site(folder.path());
  FileStamp stamp;
  ASSERT_TRUE(site.read("a.md", &stamp));
  EXPECT_EQ(site.stamp("a.md"), stamp);
  folder.write("b.md", "two");
  std::filesystem::rename(folder.path() / "b.md", folder.path() / "a.md");
  EXPECT_NE(site.stamp("a.md"), stamp);
  EXPECT_EQ(site.stamp("none.md"), FileStamp());
}

TEST(FileStamp, ThatIsYoungerThanTheClockCanTellIsNotTrusted) {
  const FileStamp stamp{1, 1, 1, 10'000'000'000, 10'000'000'000};
  EXPECT_TRUE(is_racy(stamp, 10'000'000'000));
  EXPECT_TRUE(is_racy(stamp, 11'900'000'000));
  EXPECT_FALSE(is_racy(stamp, 12'100'000'000));
}

TEST(Detect, SaysWhatIsNoFolder) { EXPECT_EQ(detect("/nowhere").error().code, "site_missing"); }

TEST(Detect, ReportsABrokenConfigurationWithItsLine) {
  const TemporaryFolder folder;
  folder.write("_config.yml", "url: https://a.example\nx: [1,\n");
  const auto source = detect(folder.path());
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, "config_invalid");
  EXPECT_GT(source.error().line, 0);
}

}  // namespace
}  // namespace veille::site
