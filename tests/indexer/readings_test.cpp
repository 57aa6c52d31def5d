#include "indexer/readings.h"

#include <gtest/gtest.h>
#include <utime.h>

#include <atomic>
#include <sstream>

#include "indexer/progress.h"
#include "tests/temporary_folder.h"

namespace veille {
namespace {

class ReadFiles : public testing::Test {
 protected:
  ReadFiles() { std::filesystem::create_directories(site_.path() / "site"); }

  /// Files that were written long ago, as a build meets most of them.
  void write_old(const std::string& name, const std::string& text) {
    site_.write("site/" + name, text);
    const utimbuf long_ago{1'000'000'000, 1'000'000'000};
    utime((site_.path() / "site" / name).c_str(), &long_ago);
  }

  std::vector<cache::Reading> read(const std::string& digest = "d",
                                   const std::string& today = "2026-01-01") {
    const site::Folder folder(site_.path() / "site");
    std::vector<FileToRead> files;
    for (const char* name : {"a.md", "b.md", "c.md"}) {
      if (std::filesystem::exists(site_.path() / "site" / name))
        files.push_back({name, folder.stamp(name)});
    }
    read_count_ = 0;
    ReadingPlan plan{
        "s", digest, today, "reading", 2, [&](const FileToRead&, const std::string& bytes) {
          ++read_count_;
          cache::FreshReading fresh;
          fresh.reading.published = true;
          fresh.reading.publication.title = bytes;
          fresh.reading.changes_on = bytes == "soon" ? "2026-06-01" : "";
          fresh.reading.is_lasting = bytes != "passing";
          fresh.sections = {{0, "", "", bytes}};
          return fresh;
        }};
    std::ostringstream out;
    Progress progress(out, false);
    return read_files(folder, files, plan, cache_.load("s", digest), cache_, progress);
  }

  /// The change time cannot be set back: only waiting makes a file trusted.
  static void wait_until_trusted() { std::this_thread::sleep_for(std::chrono::milliseconds(2100)); }

  const TemporaryFolder site_;
  const TemporaryFolder folder_;
  cache::ReadingCache cache_{folder_.path()};
  std::atomic<int> read_count_ = 0;
};

TEST_F(ReadFiles, ReadsOnlyWhatHasChanged) {
  write_old("a.md", "one");
  write_old("b.md", "two");
  wait_until_trusted();
  EXPECT_EQ(read().size(), 2u);
  EXPECT_EQ(read_count_, 2);
  const auto again = read();
  EXPECT_EQ(read_count_, 0);
  EXPECT_EQ(again[1].publication.title, "two");
  write_old("b.md", "three");
  EXPECT_EQ(read()[1].publication.title, "three");
  EXPECT_EQ(read_count_, 1);
  std::filesystem::remove(site_.path() / "site" / "a.md");
  EXPECT_EQ(read().size(), 1u);
  EXPECT_EQ(cache_.load("s", "d").size(), 1u);
}

TEST_F(ReadFiles, TrustsContentWhereTimesHaveChanged) {
  write_old("a.md", "one");
  read();
  write_old("a.md", "one");
  EXPECT_EQ(read()[0].publication.title, "one");
  EXPECT_EQ(read_count_, 0);
}

TEST_F(ReadFiles, SeesAChangeOfTheSameLengthAtTheSameTime) {
  write_old("a.md", "one");
  read();
  write_old("a.md", "two");
  EXPECT_EQ(read()[0].publication.title, "two");
}

TEST_F(ReadFiles, ReadsEverythingUnderAnotherDigest) {
  write_old("a.md", "one");
  read();
  read("other");
  EXPECT_EQ(read_count_, 1);
}

TEST_F(ReadFiles, ReadsAgainWhenADayHasCome) {
  write_old("a.md", "soon");
  read("d", "2026-05-31");
  read("d", "2026-05-31");
  EXPECT_EQ(read_count_, 0);
  read("d", "2026-06-01");
  EXPECT_EQ(read_count_, 1);
}

TEST_F(ReadFiles, TriesPassingFailuresAgain) {
  write_old("a.md", "passing");
  read();
  read();
  EXPECT_EQ(read_count_, 1);
}

TEST_F(ReadFiles, SaysWhatItCannotRead) {
  site_.write("site/a.md/x", "a folder");
  const auto all = read();
  ASSERT_EQ(all.size(), 1u);
  ASSERT_TRUE(all[0].failure);
  EXPECT_EQ(all[0].failure->code, "file_not_regular");
}

}  // namespace
}  // namespace veille
