#include "indexer/write/snapshot_writer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "indexer/write/snapshot_check.h"
#include "tests/indexer/write/sample_content.h"
#include "tests/temporary_folder.h"
#include "veille/schema.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << file;
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// Everything that a part's database says, but for the numbers of its documents.
std::multiset<std::string> said_by(const fs::path& part) {
  const Xapian::Database database((part / "xapian").string());
  std::multiset<std::string> out;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    std::string line = *term + " " + std::to_string(database.get_collection_freq(*term));
    for (auto id = database.postlist_begin(*term); id != database.postlist_end(*term); ++id)
      line +=
          " " + database.get_document(*id).get_value(kIdSlot) + ":" + std::to_string(id.get_wdf());
    out.insert(line);
  }
  for (const auto& line : lines_of(part / "words")) out.insert("word " + line);
  out.insert("documents " + std::to_string(database.get_doccount()) + ", length " +
             std::to_string(database.get_total_length()));
  return out;
}

std::multiset<std::string> said_by_all(const fs::path& snapshot, int parts) {
  std::multiset<std::string> out;
  for (const auto& line : lines_of(snapshot / "words")) out.insert("word of all " + line);
  for (int i = 0; i < parts; ++i) out.merge(said_by(snapshot / part_name(i)));
  return out;
}

std::uint64_t inode(const fs::path& file) {
  struct stat status {};
  EXPECT_EQ(stat(file.c_str(), &status), 0) << file;
  return status.st_ino;
}

class WriteSnapshot : public testing::Test {
 protected:
  WriteSnapshot() {
    for (int i = 0; i < 60; ++i) {
      const std::string key = i % 5 < 2 ? "pair" + std::to_string(i / 5) : "";
      sample_.add(std::to_string(i) + ".md",
                  "Text étranger number" + std::to_string(i) + " about hospitals and housing", key,
                  i % 5 == 1 ? "fr" : "en");
    }
  }

  PreviousSnapshot written(const std::string& name, const PreviousSnapshot* previous = nullptr) {
    const fs::path folder = folder_.path() / name;
    fs::create_directory(folder);
    auto content = sample_.content();
    auto manifest =
        write_snapshot(content, previous, folder, sample_.texts(), 2, [](std::size_t) {});
    return {folder, std::move(manifest), std::move(content.identities)};
  }

  /// Changes in a copy must come out as everything written anew.
  void expect_as_if_written_anew(const PreviousSnapshot& changed) {
    const auto anew = written(changed.folder.filename().string() + "-anew");
    EXPECT_EQ(changed.manifest.id, anew.manifest.id);
    EXPECT_EQ(said_by_all(changed.folder, changed.manifest.parts),
              said_by_all(anew.folder, anew.manifest.parts));
    const auto checked = check_published(changed.folder);
    EXPECT_TRUE(checked) << to_string(checked.error());
  }

  const TemporaryFolder folder_;
  SampleContent sample_;
};

TEST_F(WriteSnapshot, SpreadsWorksOverPartsAndChecksOut) {
  const auto snapshot = written("one");
  EXPECT_EQ(snapshot.manifest.parts, 16);
  EXPECT_EQ(snapshot.manifest.publications, 60);
  EXPECT_EQ(snapshot.manifest.works, 48);
  EXPECT_TRUE(check_published(snapshot.folder));
}

TEST_F(WriteSnapshot, SharesTheFilesOfPartsThatDidNotChange) {
  const auto first = written("one");
  sample_.add("7.md", "Text étranger number7 about something else");
  const auto second = written("two", &first);
  int shared = 0;
  for (int i = 0; i < second.manifest.parts; ++i) {
    const std::string file = part_name(i) + "/xapian/postlist.glass";
    shared += inode(first.folder / file) == inode(second.folder / file);
  }
  EXPECT_EQ(shared, second.manifest.parts - 1);
  EXPECT_TRUE(check_published(first.folder)) << "the old snapshot stays as it was";
  expect_as_if_written_anew(second);
}

TEST_F(WriteSnapshot, ForgetsTheWordsOfWhatIsGone) {
  for (int i = 100; i < 400; ++i)
    sample_.add(std::to_string(i) + ".md", "filler text of many documents");
  auto before = written("one");
  sample_.add("7.md", "Rien de cela: une phrase française", "", "fr");
  sample_.remove("8.md");
  auto after = written("two", &before);
  expect_as_if_written_anew(after);
}

TEST_F(WriteSnapshot, StaysAsIfWrittenAnewThroughManyChanges) {
  for (int i = 100; i < 700; ++i)
    sample_.add(std::to_string(i) + ".md", "hôpital word" + std::to_string(i % 37), "",
                i % 3 == 0 ? "fr" : "en");
  auto before = written("0");
  for (int round = 1; round <= 6; ++round) {
    const int at = round * 47 % 600 + 100;
    sample_.add(std::to_string(at) + ".md", "changed éphémère" + std::to_string(round));
    sample_.add("new" + std::to_string(round) + ".md", "brand new text",
                "join" + std::to_string(round / 3),
                round % 3 == 0   ? "en"
                : round % 3 == 1 ? "fr"
                                 : "de");
    sample_.remove(std::to_string(at + 1) + ".md");
    auto after = written(std::to_string(round), &before);
    expect_as_if_written_anew(after);
    before = std::move(after);
  }
}

TEST_F(WriteSnapshot, WritesAnEmptyIndex) {
  SampleContent none;
  std::swap(sample_, none);
  const auto empty = written("empty");
  EXPECT_EQ(empty.manifest.publications, 0);
  EXPECT_TRUE(check_published(empty.folder));
}

TEST_F(WriteSnapshot, NoticesWhatWasDamagedAfterwards) {
  const auto snapshot = written("one");
  const fs::path file = snapshot.folder / part_name(0) / "texts";
  std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
  out.put('\1');
  out.close();
  const auto checked = check_published(snapshot.folder);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, "snapshot_damaged");
  EXPECT_NE(checked.error().where.find("texts"), std::string::npos);
}

TEST(SnapshotId, DependsOnContentOnly) {
  SampleContent sample;
  for (int i = 0; i < 5; ++i) sample.add(std::to_string(i) + ".md", "text");
  const std::string id = sample.content().manifest.id;
  SampleContent other;
  for (int i = 4; i >= 0; --i) other.add(std::to_string(i) + ".md", "text");
  EXPECT_EQ(other.content().manifest.id, id);
  other.add("2.md", "text and more");
  EXPECT_NE(other.content().manifest.id, id);
}

TEST(Difference, NamesEveryWorkThatIsTouched) {
  SampleContent sample;
  for (int i = 0; i < 6; ++i) sample.add(std::to_string(i) + ".md", "text");
  const auto before = sample.content().identities;
  sample.add("1.md", "changed");
  sample.add("9.md", "new");
  sample.remove("3.md");
  const auto differs = difference(before, sample.content().identities);
  EXPECT_EQ(differs.changed, 1u);
  EXPECT_EQ(differs.added, 1u);
  EXPECT_EQ(differs.removed, 1u);
  EXPECT_EQ(differs.works.size(), 3u);
  EXPECT_TRUE(difference(before, before).works.empty());
}

}  // namespace
}  // namespace veille::write
