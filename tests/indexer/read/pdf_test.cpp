#include "indexer/read/pdf.h"

#include <dirent.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <thread>

namespace veille::read {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path kProgram = VEILLE_BINARY_DIR "/veille-pdf";
const std::filesystem::path kCorpus = VEILLE_SOURCE_DIR "/corpus";

/// One reader for all cases: to make one probes for bubblewrap.
const PdfReader& reader() {
  static const PdfReader instance(kProgram);
  return instance;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  EXPECT_TRUE(stream) << file;
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A PDF whose pages draw what `contents` say, with Helvetica as /F1. Page labels: i, ii, then 1.
std::string make_pdf(const std::vector<std::string>& contents,
                     const std::string& more_objects = "") {
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  const auto add = [&](const std::string& body) {
    offsets.push_back(pdf.size());
    pdf += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  std::string kids;
  for (std::size_t i = 0; i < contents.size(); ++i) kids += std::to_string(5 + 2 * i) + " 0 R ";
  add("<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/r>>2<</S/D>>]>>>>");
  add("<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(contents.size()) + ">>");
  add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  add("<</Title(A t\\351st)/Author(Ada)/CreationDate(D:20190710120000Z)>>");
  for (std::size_t i = 0; i < contents.size(); ++i) {
    add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>" +
        more_objects + ">>/Contents " + std::to_string(6 + 2 * i) + " 0 R>>");
    add("<</Length " + std::to_string(contents[i].size()) + ">>stream\n" + contents[i] +
        "\nendstream");
  }
  const std::size_t table = pdf.size();
  pdf += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    std::string digits = std::to_string(offset);
    pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return pdf + "trailer<</Root 1 0 R/Info 4 0 R/Size " + std::to_string(offsets.size() + 1) +
         ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

std::string line_at(int x, int y, const std::string& text) {
  return "BT /F1 10 Tf " + std::to_string(x) + " " + std::to_string(y) + " Td (" + text +
         ") Tj ET\n";
}

std::string error_of(const std::string& bytes) {
  const auto read = reader().read(bytes);
  return read ? "no error" : read.error().code;
}

TEST(ReadPdf, GivesEachPageWithItsLabelAndMetadata) {
  const auto read =
      reader().read(make_pdf({line_at(50, 700, "First p\\351ge"), "", line_at(50, 700, "Third")}));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->title, "A tést");
  EXPECT_THAT(read->authors, ::testing::ElementsAre("Ada"));
  EXPECT_EQ(read->date, "2019-07-10");
  ASSERT_EQ(read->sections.size(), 3U);
  EXPECT_EQ(read->sections[0], (Section{1, "i", "", "First pége"}));
  EXPECT_EQ(read->sections[1], (Section{2, "ii", "", ""}));
  EXPECT_EQ(read->sections[2], (Section{3, "1", "", "Third"}));
}

TEST(ReadPdf, MakesParagraphsAndJoinsPartedWords) {
  const auto read = reader().read(make_pdf({line_at(50, 700, "A number of words and a num\\351-") +
                                            line_at(50, 688, "rique word, then an end.") +
                                            line_at(50, 640, "Another paragraph")}));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->sections.at(0).text,
            "A number of words and a numérique word, then an end.\nAnother paragraph");
}

TEST(ReadPdf, ReadsColumnsOneAfterTheOther) {
  std::string page;
  for (int i = 0; i < 6; ++i) {
    page += line_at(50, 700 - 12 * i, "left column line " + std::to_string(i));
    page += line_at(320, 700 - 12 * i, "right column line " + std::to_string(i));
  }
  const auto read = reader().read(make_pdf({page}));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_THAT(read->sections.at(0).text, HasSubstr("left column line 4 left column line 5"));
}

TEST(ReadPdf, ReadsTheSampleReports) {
  const auto read = reader().read(bytes_of(kCorpus / "sites/eig/docs/panorama-programmes.pdf"));
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->sections.size(), 7U);
  EXPECT_EQ(read->sections[1].label, "ii");
  EXPECT_THAT(read->sections[1].text, HasSubstr("gourmandise"));
  EXPECT_EQ(read->sections[5].label, "4");
  EXPECT_THAT(read->sections[5].text, HasSubstr("cimetière"));
}

TEST(ReadPdf, ReadsTypographicCharactersInTheTitle) {
  const auto read = reader().read(bytes_of(kCorpus / "sites/eig/docs/panorama-programmes.pdf"));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->title, "Panorama des programmes d’intérêt général numérique");
}

TEST(ReadPdf, SaysWhatIsWrongWithABrokenFile) {
  const auto code = [](const char* name) {
    return error_of(bytes_of(kCorpus / "hard_cases/pdf_broken/docs" / name));
  };
  EXPECT_EQ(code("encrypted.pdf"), "pdf_encrypted");
  EXPECT_EQ(code("blank.pdf"), "pdf_empty");
  EXPECT_EQ(code("empty.pdf"), "pdf_not_pdf");
  EXPECT_EQ(code("html.pdf"), "pdf_not_pdf");
  EXPECT_EQ(error_of("%PDF-1.4\nno object at all"), "pdf_damaged");
}

TEST(ReadPdf, NamesWhatIsNoPdf) {
  const auto what = [](const std::string& bytes) { return reader().read(bytes).error().what; };
  EXPECT_THAT(what(" <!DOCTYPE HTML><p>"), HasSubstr("HTML"));
  EXPECT_THAT(what("PK\x03\x04..."), HasSubstr("ZIP"));
  EXPECT_THAT(what(""), HasSubstr("empty"));
  EXPECT_THAT(what("words"), HasSubstr("no known kind"));
}

TEST(ReadPdf, LeavesOutFurtherPagesWithAProblem) {
  PdfLimits limits;
  limits.pages = 1;
  const auto read =
      PdfReader(kProgram, limits).read(make_pdf({line_at(1, 1, "a"), line_at(1, 1, "b")}));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->sections.size(), 1U);
  ASSERT_EQ(read->problems.size(), 1U);
  EXPECT_EQ(read->problems[0].code, "pdf_pages");
}

/// Twelve forms that each draw the next one ten times: 3 kB that draw for years.
std::string endless_pdf() {
  std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
      "/Contents 30 0 R>>endobj\n30 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n";
  for (int i = 4; i < 16; ++i) {
    pdf += std::to_string(i) +
           " 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X " +
           std::to_string(i + 1) + " 0 R>>>>/Length 60>>stream\n";
    for (int k = 0; k < 10; ++k) pdf += "/X Do ";
    pdf += "\nendstream endobj\n";
  }
  return pdf +
         "16 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nq\nendstream "
         "endobj\n"
         "trailer<</Root 1 0 R/Size 31>>\n%%EOF";
}

TEST(ReadPdf, StopsAtTheWallClock) {
  PdfLimits limits;
  limits.wall = std::chrono::seconds(1);
  const auto read = PdfReader(kProgram, limits).read(endless_pdf());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "pdf_time");
}

TEST(ReadPdf, StopsAtTheProcessorsTime) {
  PdfLimits limits;
  limits.cpu = std::chrono::seconds(1);
  limits.wall = std::chrono::seconds(60);
  const auto read = PdfReader(kProgram, limits).read(endless_pdf());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "pdf_time");
}

TEST(ReadPdf, StopsAtTooMuchOutput) {
  PdfLimits limits;
  limits.output_bytes = 64;
  const auto read =
      PdfReader(kProgram, limits).read(make_pdf({line_at(1, 1, "a"), line_at(1, 1, "b")}));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "pdf_output");
}

#ifndef __SANITIZE_ADDRESS__  // under which the program has no limit of memory
TEST(ReadPdf, StopsAtTooMuchMemory) {
  PdfLimits limits;
  limits.memory_bytes = std::size_t{96} << 20;
  const std::string nested = [] {
    std::string text;
    for (int i = 0; i < 2'000'000; ++i) text += "q ";
    return text;
  }();
  const auto deep = PdfReader(kProgram, limits).read(make_pdf({nested}));
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().code, "pdf_memory");
}
#endif

TEST(ReadPdf, ThrowsWithoutItsProgram) {
  EXPECT_THROW(PdfReader("/nonexistent/veille-pdf"), std::runtime_error);
  EXPECT_THROW(PdfReader("/bin/true"), std::runtime_error);
}

int open_descriptors() {
  int count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

TEST(ReadPdf, ServesThreadsAtOnceAndLeaksNothing) {
  const std::string pdf = make_pdf({line_at(50, 700, "Shared")});
  reader();
  const int before = open_descriptors();
  std::vector<std::thread> threads;
  std::array<int, 4> good{};
  for (int& count : good) {
    threads.emplace_back([&pdf, &count] {
      for (int i = 0; i < 10; ++i) {
        const auto read = reader().read(pdf);
        if (read && read->sections.at(0).text == "Shared") ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(good, ::testing::Each(10));
  EXPECT_EQ(open_descriptors(), before);
}

/// An answer that a broken child might give, through a program that says it.
Result<Extracted> read_answer(const std::string& answer) {
  const auto program =
      std::filesystem::path(::testing::TempDir()) / ("veille-pdf-fake-" + std::to_string(getpid()));
  std::ofstream(program)
      << "#!/bin/sh\nif [ \"$(wc -c)\" = 0 ]; then echo damaged; else cat <<'END'\n"
      << answer << "\nEND\nfi\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  return PdfReader(program).read("%PDF-1.4");
}

TEST(ReadPdf, BelievesNothingThatItsChildSays) {
  for (const char* answer : {"", "nonsense", "[1]", "{\"pages\": [", "\xFF"}) {
    const auto read = read_answer(answer);
    ASSERT_FALSE(read) << answer;
    EXPECT_EQ(read.error().code, "pdf_crashed") << answer;
  }
  const auto read = read_answer(
      R"({"pages": [1, {"text": 2}, {"text": "a", "label": []}], "title": {}, "created": "x", "page_count": "y"})");
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->sections.size(), 3U);
  EXPECT_EQ(read->sections[2], (Section{3, "", "", "a"}));
  EXPECT_EQ(read->date, "");
}

}  // namespace
}  // namespace veille::read
