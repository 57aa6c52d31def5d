#include "indexer/write/index_directory.h"

#include <gtest/gtest.h>

#include "indexer/write/snapshot_writer.h"
#include "tests/temporary_folder.h"
#include "veille/schema.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

std::vector<Publication> publications(int count) {
  std::vector<Publication> out;
  for (int i = 0; i < count; ++i) {
    Publication p;
    p.source = "s";
    p.path = std::to_string(i) + ".md";
    p.id = publication_id("s", p.path);
    p.work = p.id;
    p.title = "Title " + std::to_string(i);
    p.language = "en";
    p.sections = {{0, "", "Heading", "Some text about data."}};
    out.push_back(p);
  }
  return out;
}

std::string publish(IndexDirectory& index, int count) {
  Manifest manifest;
  manifest.id = snapshot_id(publications(count), {});
  index.publish(manifest.id, [&](const fs::path& folder) {
    write_snapshot(publications(count), manifest, folder, 2, [](std::size_t) {});
  });
  return manifest.id;
}

TEST(IndexDirectory, PublishesASnapshotThatVerifies) {
  const TemporaryFolder folder;
  auto index = IndexDirectory::open(folder.path() / "index");
  ASSERT_TRUE(index);
  const std::string id = publish(*index, 3);
  EXPECT_EQ(index->current_id(), id);
  const auto snapshot = current_snapshot(folder.path() / "index");
  ASSERT_TRUE(snapshot);
  const auto manifest = read_manifest(*snapshot);
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->publications, 3);
  EXPECT_TRUE(verify_files(*snapshot, *manifest));
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
  EXPECT_THROW(index->publish("0000000000000000",
                              [](const fs::path&) { throw std::runtime_error("disk full"); }),
               std::runtime_error);
  EXPECT_EQ(index->current_id(), id);
  EXPECT_NE(publish(*index, 4), id);
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

TEST(SnapshotId, DependsOnContentAndNotOnOrder) {
  auto all = publications(5);
  const std::string id = snapshot_id(all, {});
  std::swap(all[0], all[4]);
  EXPECT_EQ(snapshot_id(all, {}), id);
  all[2].sections[0].text += " More.";
  EXPECT_NE(snapshot_id(all, {}), id);
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
