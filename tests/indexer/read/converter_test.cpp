#include "indexer/read/converter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/read/document.h"
#include "tests/indexer/process/landlock.h"
#include "tests/indexer/read/make_documents.h"

namespace veille::read {
namespace {

const std::filesystem::path kHostile = VEILLE_BINARY_DIR "/tests/hostile_converter";

ConverterLimits short_limits() {
  ConverterLimits limits;
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
    GTEST_SKIP() << "bubblewrap does not work here, and no foreign program confines itself";
  }
  EXPECT_THAT(managed, ::testing::ElementsAre("tried 35")) << "all before it was managed";
}

/// As a machine without bubblewrap runs it.
std::string read_without_sandbox(const std::string& kind, const std::string& bytes) {
  return process::run_child({kConverter.string(), kind, "10", "1073741824", "2000"}, bytes,
                            {std::chrono::seconds(20), std::size_t{16} << 20})
      .output;
}

TEST(Converter, ReadsOrdinaryDocumentsWithoutBubblewrap) {
  using testing::HasSubstr;
  const auto is_whole = HasSubstr("{\"complete\":true}");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kCorpus / "sites")) {
    if (entry.path().extension() != ".pdf") continue;
    const std::string bytes = bytes_of(entry.path());
    const auto inside = reader().read(bytes, "a.pdf");
    const std::string said = read_without_sandbox("pdf", bytes);
    EXPECT_EQ(static_cast<bool>(inside), said.find("{\"error\"") == std::string::npos)
        << entry.path();
    if (!inside) continue;
    EXPECT_THAT(said, is_whole) << entry.path();
  }
  const std::string docx = read_without_sandbox("docx", make_docx(docx_paragraph("Words")));
  EXPECT_THAT(docx, testing::AllOf(HasSubstr("Words"), is_whole));
  const std::string odt = read_without_sandbox("odt", make_odt("<text:p>Words</text:p>"));
  EXPECT_THAT(odt, testing::AllOf(HasSubstr("Words"), is_whole));
}

TEST(Converter, KeepsItselfFromOtherFilesWhereTheKernelCan) {
  const std::string kept = process::kernel_has_landlock() ? "{\"confined\":\"files\"}\n" : "";
  EXPECT_EQ(read_without_sandbox("probe", ""), kept + "{\"complete\":true}\n");
}

TEST(Converter, EndsAHostileProgramAtItsLimits) {
  EXPECT_EQ(code_of("output"), "document_output");
  EXPECT_EQ(code_of("run"), "document_time");
  EXPECT_EQ(code_of("sleep"), "document_time");
}

}  // namespace
}  // namespace veille::read
