#include "indexer/cache/reading_cache.h"

#include <gtest/gtest.h>

#include "indexer/cache/codec.h"
#include "tests/temporary_folder.h"

namespace veille::cache {
namespace {

FreshReading sample(const std::string& path) {
  FreshReading out;
  Reading& r = out.reading;
  r.path = path;
  r.stamp = {1, 2, 3, 4, 5};
  r.content_sha256 = std::string(32, 'c');
  r.published = true;
  r.publication.id = "0123456789abcdef";
  r.publication.title = "Title";
  r.publication.archived = true;
  r.publication.tags = {"a", "b"};
  r.publication.countries = {{"CA", Provenance::text, "In Canada."}};
  r.links = {{"/a.pdf", "the report", 7}};
  r.problems = {{"date_unreadable", "w", path, 3, "m"}};
  r.changes_on = "2031-01-01";
  out.sections = {{0, "", "Heading", "Some text"}, {2, "ii", "", std::string("nul\0byte", 8)}};
  return out;
}

std::vector<FreshReading> two() { return {sample("b.md"), sample("a\xFF.md")}; }

TEST(ReadingCache, GivesBackWhatWasStoredSortedByPath) {
  const TemporaryFolder folder;
  {
    ReadingCache cache(folder.path());
    EXPECT_TRUE(cache.load("s", "digest").empty());
    auto fresh = two();
    cache.store("s", fresh);
    EXPECT_GT(fresh[0].reading.text.row, 0);
  }
  ReadingCache cache(folder.path());
  const auto all = cache.load("s", "digest");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].path, "a\xFF.md");
  const Reading& r = all[1];
  const auto expected = sample("b.md");
  EXPECT_EQ(r.publication, expected.reading.publication);
  EXPECT_EQ(r.links, expected.reading.links);
  EXPECT_EQ(r.problems, expected.reading.problems);
  EXPECT_EQ(r.stamp, expected.reading.stamp);
  EXPECT_EQ(r.changes_on, "2031-01-01");
  EXPECT_EQ(r.text.bytes, 17u);
  EXPECT_EQ(CachedTexts(cache).sections(r.text), expected.sections);
}

TEST(ReadingCache, DropsWhatWasReadUnderAnotherDigest) {
  const TemporaryFolder folder;
  ReadingCache cache(folder.path());
  EXPECT_TRUE(cache.load("s", "one").empty());
  auto fresh = two();
  cache.store("s", fresh);
  EXPECT_TRUE(cache.load("s", "two").empty());
  EXPECT_TRUE(cache.load("s", "one").empty());
}

TEST(ReadingCache, ReplacesRemovesAndKeepsSourcesApart) {
  const TemporaryFolder folder;
  ReadingCache cache(folder.path());
  cache.load("s", "d");
  cache.load("t", "d");
  auto fresh = two();
  cache.store("s", fresh);
  cache.store("t", fresh);
  fresh[0].reading.publication.title = "New";
  cache.store("s", fresh);
  const auto all = cache.load("s", "d");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].publication.title, "New");
  cache.remove({&all[0]});
  EXPECT_EQ(cache.load("s", "d").size(), 1u);
  EXPECT_EQ(cache.load("t", "d").size(), 2u);
  cache.keep_sources({"s"});
  EXPECT_TRUE(cache.load("t", "d").empty());
}

TEST(ReadingCache, IsBegunAnewWhenItIsNoDatabase) {
  const TemporaryFolder folder;
  folder.write("readings.sqlite", std::string(100'000, 'x'));
  ReadingCache cache(folder.path());
  EXPECT_TRUE(cache.load("s", "d").empty());
}

TEST(CachedTexts, AreNeverOtherThanWhatWasStored) {
  const TemporaryFolder folder;
  ReadingCache cache(folder.path());
  cache.load("s", "d");
  auto fresh = two();
  cache.store("s", fresh);
  auto reference = fresh[0].reading.text;
  CachedTexts texts(cache);
  reference.sha256[0] ^= 1;
  EXPECT_THROW(texts.sections(reference), DamagedCache);
  reference = fresh[0].reading.text;
  reference.row += 100;
  EXPECT_THROW(texts.sections(reference), DamagedCache);
  EXPECT_FALSE(texts.sections(fresh[0].reading.text).empty());
}

TEST(Decode, RefusesBytesThatAreCutOrChanged) {
  const std::string bytes = encode(sample("a.md").reading);
  for (std::size_t size = 0; size < bytes.size(); size += 3) {
    Reading reading;
    EXPECT_FALSE(decode(bytes.substr(0, size), reading)) << size;
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0x80);
    Reading reading;
    EXPECT_FALSE(decode(changed, reading)) << i;
  }
}

}  // namespace
}  // namespace veille::cache
