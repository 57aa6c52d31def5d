#include "veille/snapshot.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/temporary_folder.h"
#include "veille/analysis.h"
#include "veille/schema.h"
#include "veille/sha256.h"

namespace veille {
namespace {

Manifest sample() {
  Manifest m;
  m.schema_version = kSchemaVersion;
  m.analyser_version = kAnalyserVersion;
  m.id = "0123456789abcdef";
  m.built_at = "2024-01-02T03:04:05Z";
  m.program_version = "0.1.0";
  m.publications = 3;
  m.works = 2;
  m.parts = 4;
  m.newest_date = "2023-01-01";
  m.sources = {{"eig", "EIG", "https://eig.example", "fr", "FR", "", 2, 0, 1, 2, "jekyll",
                "_config.yml", 5, 4}};
  m.problems = {{"date_unreadable", "w", "eig/a.md", 3, "m"}};
  return m;
}

void write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

void write_manifest(const std::filesystem::path& folder, const std::string& json) {
  write(folder / kManifestFile, json);
  write(folder / kManifestSumFile, manifest_sum(json));
}

TEST(ReadManifest, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  write_manifest(folder.path(), manifest_json(sample()));
  const auto read = read_manifest(folder.path());
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, sample());
}

TEST(ReadManifest, RefusesAnotherVersionAndSaysWhich) {
  const TemporaryFolder folder;
  Manifest other = sample();
  other.schema_version = kSchemaVersion + 1;
  write_manifest(folder.path(), manifest_json(other));
  const auto read = read_manifest(folder.path());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "snapshot_version");
  EXPECT_NE(read.error().what.find(std::to_string(kSchemaVersion + 1)), std::string::npos);
}

TEST(ReadManifest, RefusesAnImpossibleNumberOfParts) {
  const TemporaryFolder folder;
  for (const int parts : {-1, 0, 3, 4096}) {
    Manifest other = sample();
    other.parts = parts;
    write_manifest(folder.path(), manifest_json(other));
    const auto read = read_manifest(folder.path());
    ASSERT_FALSE(read) << parts;
    EXPECT_EQ(read.error().code, "snapshot_damaged");
  }
}

TEST(ReadManifest, RefusesEveryBitThatFlipped) {
  const TemporaryFolder folder;
  const std::string whole = manifest_json(sample());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ (1 << i % 8));
    write_manifest(folder.path(), whole);
    write(folder.path() / kManifestFile, bytes);
    EXPECT_FALSE(read_manifest(folder.path())) << i;
  }
  for (const std::string& more : {std::string(1, '\0'), std::string("\n"), std::string("x")}) {
    write_manifest(folder.path(), whole);
    write(folder.path() / kManifestFile, whole + more);
    EXPECT_FALSE(read_manifest(folder.path()));
    write(folder.path() / kManifestFile, whole);
    write(folder.path() / kManifestSumFile, manifest_sum(whole) + more);
    EXPECT_FALSE(read_manifest(folder.path()));
  }
  std::filesystem::remove(folder.path() / kManifestSumFile);
  EXPECT_EQ(read_manifest(folder.path()).error().code, "snapshot_damaged");
}

TEST(PartOf, SpreadsWorksInTheirOrder) {
  EXPECT_EQ(part_of("0000000000000000", 1), 0);
  EXPECT_EQ(part_of("ffffffffffffffff", 1), 0);
  EXPECT_EQ(part_of("0000000000000000", 8), 0);
  EXPECT_EQ(part_of("2000000000000000", 8), 1);
  EXPECT_EQ(part_of("ffffffffffffffff", 8), 7);
  EXPECT_EQ(part_name(7), "parts/07");
  EXPECT_EQ(part_name(123), "parts/123");
}

TEST(ReadManifest, RefusesDamage) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_manifest(folder.path()).error().code, "snapshot_missing");
  for (const char* bytes :
       {"", "{}", "[1]", "{\"schema_version\": \"x\"}",
        "{\"schema_version\": 1e99, \"analyser_version\": 1}", "1e99", "\xFF\xFE"}) {
    write_manifest(folder.path(), bytes);
    EXPECT_EQ(read_manifest(folder.path()).error().code, "snapshot_damaged") << bytes;
  }
}

TEST(VerifyFiles, FindsEveryKindOfDamage) {
  const TemporaryFolder folder;
  write(folder.path() / "texts", "hello");
  Manifest m = sample();
  m.files = {{"texts", 5, sha256_hex("hello")}};
  EXPECT_TRUE(verify_files(folder.path(), m));
  write(folder.path() / "texts", "hellO");
  EXPECT_EQ(verify_files(folder.path(), m).error().code, "snapshot_damaged");
  write(folder.path() / "texts", "hell");
  EXPECT_EQ(verify_files(folder.path(), m).error().code, "snapshot_damaged");
  std::filesystem::remove(folder.path() / "texts");
  EXPECT_EQ(verify_files(folder.path(), m).error().code, "snapshot_damaged");
  m.files = {{"../texts", 5, sha256_hex("hello")}};
  EXPECT_EQ(verify_files(folder.path(), m).error().code, "snapshot_damaged");
}

TEST(CurrentSnapshot, SaysHowToBuildAnIndexThatIsNotThere) {
  const TemporaryFolder folder;
  const auto current = current_snapshot(folder.path() / "none");
  ASSERT_FALSE(current);
  EXPECT_EQ(current.error().code, "index_missing");
  EXPECT_NE(to_string(current.error()).find("veille-indexer build"), std::string::npos);
}

TEST(CheckedAt, IsTheLaterOfBuildingAndChecking) {
  const TemporaryFolder folder;
  const Manifest m = sample();
  EXPECT_EQ(checked_at(folder.path(), m), m.built_at);
  write(folder.path() / "checked.json",
        R"({"id": "0123456789abcdef", "checked_at": "2025-01-01T00:00:00Z"})");
  EXPECT_EQ(checked_at(folder.path(), m), "2025-01-01T00:00:00Z");
  write(folder.path() / "checked.json",
        R"({"id": "another", "checked_at": "2025-01-01T00:00:00Z"})");
  EXPECT_EQ(checked_at(folder.path(), m), m.built_at);
  write(folder.path() / "checked.json", "{");
  EXPECT_EQ(checked_at(folder.path(), m), m.built_at);
}

TEST(Sha256, IsTheStandardOne) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace veille
