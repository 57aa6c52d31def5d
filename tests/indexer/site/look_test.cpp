#include "indexer/site/look.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/site/commit.h"
#include "indexer/site/detect.h"
#include "tests/temporary_folder.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;

TEST(IsFile, TellsFilesFromWhatOnlyHasTheirName) {
  const TemporaryFolder folder;
  folder.write("file", "x");
  fs::create_directory(folder.path() / "folder");
  mkfifo((folder.path() / "pipe").c_str(), 0600);
  fs::create_symlink("file", folder.path() / "link");
  fs::create_symlink("circle", folder.path() / "circle");
  EXPECT_TRUE(is_file(folder.path() / "file"));
  EXPECT_TRUE(is_file(folder.path() / "link"));
  for (const char* name : {"folder", "pipe", "circle", "none", "file/below", "circle/below"})
    EXPECT_FALSE(is_file(folder.path() / name)) << name;
  EXPECT_TRUE(is_folder(folder.path() / "folder"));
  EXPECT_TRUE(is_there(folder.path() / "pipe"));
  EXPECT_FALSE(is_there(folder.path() / "none"));
}

TEST(IsFile, ThrowsWhereItCannotTell) {
  const TemporaryFolder folder;
  EXPECT_THROW(is_file(folder.path() / std::string(300, 'x')), std::runtime_error);
}

TEST(VisitBelow, GoesAsDeepAsItIsToldAndFollowsNoLinks) {
  const TemporaryFolder folder;
  folder.write("a/b/c/file", "x");
  folder.write("left/out/file", "x");
  fs::create_directory_symlink(".", folder.path() / "a" / "circle");
  std::vector<std::string> seen;
  const auto visit = [&](const fs::directory_entry& entry) {
    seen.push_back(entry.path().lexically_relative(folder.path()).generic_string());
    return seen.back() == "left" ? Step::leave_out : Step::go_on;
  };
  visit_below(folder.path(), 1, visit);
  EXPECT_THAT(seen, testing::UnorderedElementsAre("a", "a/b", "a/circle", "left"));
  seen.clear();
  visit_below(folder.path() / "none", 1, visit);
  EXPECT_THAT(seen, testing::IsEmpty());
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
