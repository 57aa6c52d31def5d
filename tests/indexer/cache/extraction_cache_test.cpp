#include "indexer/cache/extraction_cache.h"

#include <gtest/gtest.h>

#include "tests/temporary_folder.h"
#include "veille/sha256.h"

namespace veille::cache {
namespace {

read::Extracted sample() {
  read::Extracted e;
  e.title = "T";
  e.language = "fr";
  e.authors = {"A"};
  e.sections = {{1, "i", "h", "text é"}, {2, "ii", "", ""}};
  e.problems = {{"pages_left_out", "w", "", 0, "m"}};
  return e;
}

TEST(ExtractionCache, ConvertsTheSameBytesOnce) {
  const TemporaryFolder folder;
  const ExtractionCache cache(folder.path());
  int calls = 0;
  const auto convert = [&]() -> Result<read::Extracted> {
    ++calls;
    return sample();
  };
  const auto first = cache.get(sha256_hex("a"), 1, convert);
  const auto second = cache.get(sha256_hex("a"), 1, convert);
  EXPECT_EQ(calls, 1);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->title, "T");
  EXPECT_EQ(second->sections, sample().sections);
  EXPECT_EQ(second->problems, sample().problems);
  EXPECT_EQ(first->authors, second->authors);
  (void)cache.get(sha256_hex("a"), 2, convert);
  EXPECT_EQ(calls, 2) << "another reader's version reads again";
}

TEST(ExtractionCache, KeepsFailuresExceptThoseOfTheMachine) {
  const TemporaryFolder folder;
  const ExtractionCache cache(folder.path());
  int calls = 0;
  for (const char* code : {"document_damaged", "document_time"}) {
    calls = 0;
    const auto convert = [&]() -> Result<read::Extracted> {
      ++calls;
      return Error{code, "w", "", 0, ""};
    };
    EXPECT_FALSE(cache.get(sha256_hex(code), 1, convert));
    EXPECT_EQ(cache.get(sha256_hex(code), 1, convert).error().code, code);
    EXPECT_EQ(calls, std::string(code) == "document_damaged" ? 1 : 2);
  }
}

TEST(ExtractionCache, MakesADamagedEntryAgain) {
  const TemporaryFolder folder;
  const ExtractionCache cache(folder.path());
  const std::string hash = sha256_hex("a");
  folder.write(hash.substr(0, 2) + "/" + hash + "-1.json", "{\"extracted\": ");
  EXPECT_TRUE(cache.get(hash, 1, [] { return Result<read::Extracted>(sample()); }));
}

}  // namespace
}  // namespace veille::cache
