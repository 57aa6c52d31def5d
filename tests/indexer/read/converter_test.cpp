#include "indexer/read/converter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/read/document.h"

namespace veille::read {
namespace {

const std::filesystem::path kHostile = VEILLE_BINARY_DIR "/tests/hostile_converter";

DocumentLimits short_limits() {
  DocumentLimits limits;
  limits.wall = std::chrono::seconds(4);
  limits.cpu = std::chrono::seconds(1);
  return limits;
}

std::string code_of(const std::string& deed) {
  const auto read = DocumentReader(kHostile, short_limits()).read(deed, "a.txt");
  return read ? "no error" : read.error().code;
}

TEST(Converter, LetsAHostileProgramDoNothing) {
  const DocumentReader hostile(kHostile, short_limits());
  const auto read = hostile.read("try", "a.txt");
  ASSERT_TRUE(read) << to_string(read.error());
  std::vector<std::string> managed;
  for (const Section& section : read->sections) managed.push_back(section.text);
  if (hostile.confinement() != "bubblewrap") {
    EXPECT_THAT(managed, ::testing::ElementsAre("outside"));
    GTEST_SKIP() << "bubblewrap does not work here: limits alone confine converters";
  }
  EXPECT_THAT(managed, ::testing::ElementsAre("tried 27")) << "all before it was managed";
}

TEST(Converter, EndsAHostileProgramAtItsLimits) {
  EXPECT_EQ(code_of("output"), "document_output");
  EXPECT_EQ(code_of("run"), "document_time");
  EXPECT_EQ(code_of("sleep"), "document_time");
}

}  // namespace
}  // namespace veille::read
