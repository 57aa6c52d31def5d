#include "indexer/write/index_directory.h"

#include <gtest/gtest.h>

#include "indexer/write/snapshot_writer.h"
#include "tests/indexer/write/sample_content.h"
#include "tests/temporary_folder.h"
#include "veille/schema.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

std::string publish(IndexDirectory& index, int count, int kept = kKeptSnapshots) {
  SampleContent sample;
  for (int i = 0; i < count; ++i) sample.add(std::to_string(i) + ".md", "Some text about data.");
  const auto content = sample.content();
  index.publish(content.manifest.id, kept, [&](const fs::path& folder) {
    write_snapshot(content, nullptr, folder, sample.texts(), 2, [](std::size_t) {});
  });
  return content.manifest.id;
}

std::string current_id(const fs::path& index) {
  const auto snapshot = current_snapshot(index);
  return snapshot ? snapshot->filename().string() : "";
}

TEST(IndexDirectory, PublishesASnapshotThatVerifies) {
  const TemporaryFolder folder;
  auto index = IndexDirectory::open(folder.path() / "index");
  ASSERT_TRUE(index);
  const std::string id = publish(*index, 3);
  EXPECT_EQ(current_id(folder.path() / "index"), id);
  const auto snapshot = current_snapshot(folder.path() / "index");
  ASSERT_TRUE(snapshot);
  const auto manifest = read_manifest(*snapshot);
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->publications, 3);
  EXPECT_TRUE(verify_files(*snapshot, *manifest));
}

TEST(IndexDirectory, RollsBackStepByStepAndSaysWhenThereIsNoMore) {
  const TemporaryFolder folder;
  auto index = IndexDirectory::open(folder.path());
  EXPECT_EQ(index->roll_back().error().code, "index_missing");
  const std::string first = publish(*index, 1);
  EXPECT_EQ(index->roll_back().error().code, "no_previous");
  const std::string second = publish(*index, 2);
  const std::string third = publish(*index, 3);
  ASSERT_TRUE(index->roll_back());
  EXPECT_EQ(current_id(folder.path()), second);
  EXPECT_EQ(index->turned_away(), std::set<std::string>{third});
  ASSERT_TRUE(index->roll_back());
  EXPECT_EQ(current_id(folder.path()), first);
  EXPECT_EQ(index->roll_back().error().code, "no_previous");
  EXPECT_EQ(current_id(folder.path()), first);
  EXPECT_EQ(index->turned_away(), (std::set<std::string>{second, third}));
  index->want_all_again();
  EXPECT_TRUE(index->turned_away().empty());
}

TEST(IndexDirectory, RollsBackToNothingThatNoServerWouldTake) {
  const TemporaryFolder folder;
  auto index = IndexDirectory::open(folder.path());
  const std::string oldest = publish(*index, 1);
  const std::string damaged = publish(*index, 2);
  const std::string current = publish(*index, 3);
  folder.write("snapshots/" + damaged + "/manifest.json", "{");
  ASSERT_TRUE(index->roll_back());
  EXPECT_EQ(current_id(folder.path()), oldest);
  publish(*index, 4);
  folder.write("snapshots/" + oldest + "/manifest.json", "{");
  folder.write("snapshots/" + current + "/manifest.json", "{");
  EXPECT_EQ(index->roll_back().error().code, "no_previous");
}

TEST(IndexDirectory, RemovesWhatWasToReplaceAFileOrLink) {
  const TemporaryFolder folder;
  folder.write("turned_away.next", "x");
  fs::create_directory_symlink("snapshots/none", folder.path() / "current.next");
  ASSERT_TRUE(IndexDirectory::open(folder.path()));
  EXPECT_FALSE(fs::exists(folder.path() / "turned_away.next"));
  EXPECT_FALSE(fs::is_symlink(folder.path() / "current.next"));
}

TEST(IndexDirectory, IsLockedForASecondBuildAndSaysByWhom) {
  const TemporaryFolder folder;
  auto first = IndexDirectory::open(folder.path());
  ASSERT_TRUE(first);
  const auto second = IndexDirectory::open(folder.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "index_locked");
  EXPECT_NE(second.error().what.find(std::to_string(getpid())), std::string::npos);
}

TEST(IndexDirectory, IsFreeAgainWhenTheFirstBuildHasEnded) {
  const TemporaryFolder folder;
  { ASSERT_TRUE(IndexDirectory::open(folder.path())); }
  EXPECT_TRUE(IndexDirectory::open(folder.path()));
}

TEST(IndexDirectory, KeepsTheOldSnapshotWhenANewOneFails) {
  const TemporaryFolder folder;
  auto index = IndexDirectory::open(folder.path());
  ASSERT_TRUE(index);
  const std::string id = publish(*index, 2);
  EXPECT_THROW(index->publish("0000000000000000", 3,
                              [](const fs::path&) { throw std::runtime_error("disk full"); }),
               std::runtime_error);
  EXPECT_EQ(current_id(folder.path()), id);
  EXPECT_NE(publish(*index, 4), id);
}

TEST(IndexDirectory, PublishesTheSameContentInPlaceOfItself) {
  const TemporaryFolder folder;
  auto index = IndexDirectory::open(folder.path());
  const std::string id = publish(*index, 3);
  EXPECT_EQ(publish(*index, 3), id);
  EXPECT_TRUE(read_manifest(*current_snapshot(folder.path())));
  EXPECT_EQ(
      std::distance(fs::directory_iterator(folder.path() / "snapshots"), fs::directory_iterator()),
      1);
}

TEST(IndexDirectory, PutsBackWhatAKillLeftAside) {
  const TemporaryFolder folder;
  std::string id;
  {
    auto index = IndexDirectory::open(folder.path());
    id = publish(*index, 3);
  }
  const fs::path snapshots = folder.path() / "snapshots";
  fs::rename(snapshots / id, snapshots / (".unfinished-" + id + "-old"));
  ASSERT_TRUE(IndexDirectory::open(folder.path()));
  EXPECT_TRUE(read_manifest(*current_snapshot(folder.path())));
}

TEST(IndexDirectory, RemovesWhatAKilledBuildLeft) {
  const TemporaryFolder folder;
  folder.write("snapshots/.unfinished-1/xapian/x", "x");
  ASSERT_TRUE(IndexDirectory::open(folder.path()));
  EXPECT_TRUE(fs::is_empty(folder.path() / "snapshots"));
}

TEST(IndexDirectory, KeepsTheLastSnapshotsOnly) {
  const TemporaryFolder folder;
  auto index = IndexDirectory::open(folder.path());
  for (int i = 1; i <= kKeptSnapshots + 2; ++i) publish(*index, i);
  EXPECT_EQ(
      std::distance(fs::directory_iterator(folder.path() / "snapshots"), fs::directory_iterator()),
      kKeptSnapshots);
}

TEST(IndexDirectory, NamesTheFolderThatItCannotMake) {
  try {
    (void)IndexDirectory::open("/proc/nowhere");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("/proc/nowhere"), std::string::npos);
  }
}

}  // namespace
}  // namespace veille::write
