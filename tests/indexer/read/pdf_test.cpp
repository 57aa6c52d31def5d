// What the reader of documents makes of PDFs, and how it stops at those that have no end.
#include <dirent.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <thread>

#include "tests/indexer/read/make_documents.h"

namespace veille::read {
namespace {

using ::testing::HasSubstr;

Result<Extracted> read_pdf(const std::string& bytes, const ConverterLimits& limits) {
  return DocumentReader(kConverter, limits).read(bytes, "a.pdf");
}

TEST(ReadPdf, GivesEachPageWithItsLabelAndMetadata) {
  const auto read = reader().read(
      make_pdf({drawn_at(50, 700, "First p\\351ge"), "", drawn_at(50, 700, "Third")}), "a.pdf");
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
  const auto read = reader().read(make_pdf({drawn_at(50, 700, "A number of words and a num\\351-") +
                                            drawn_at(50, 688, "rique word, then an end.") +
                                            drawn_at(50, 640, "Another paragraph")}),
                                  "a.pdf");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->sections.at(0).text,
            "A number of words and a numérique word, then an end.\nAnother paragraph");
}

TEST(ReadPdf, ReadsColumnsOneAfterTheOther) {
  std::string page;
  for (int i = 0; i < 6; ++i) {
    page += drawn_at(50, 700 - 12 * i, "left column line " + std::to_string(i));
    page += drawn_at(320, 700 - 12 * i, "right column line " + std::to_string(i));
  }
  const auto read = reader().read(make_pdf({page}), "a.pdf");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_THAT(read->sections.at(0).text, HasSubstr("left column line 4 left column line 5"));
}

TEST(ReadPdf, ReadsTheSampleReports) {
  const auto read =
      reader().read(bytes_of(kCorpus / "sites/eig/docs/panorama-programmes.pdf"), "a.pdf");
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->sections.size(), 7U);
  EXPECT_EQ(read->sections[1].label, "ii");
  EXPECT_THAT(read->sections[1].text, HasSubstr("gourmandise"));
  EXPECT_EQ(read->sections[5].label, "4");
  EXPECT_THAT(read->sections[5].text, HasSubstr("cimetière"));
}

TEST(ReadPdf, ReadsTypographicCharactersInTheTitle) {
  const auto read =
      reader().read(bytes_of(kCorpus / "sites/eig/docs/panorama-programmes.pdf"), "a.pdf");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->title, "Panorama des programmes d’intérêt général numérique");
}

TEST(ReadPdf, LeavesOutFurtherPagesWithAProblem) {
  ConverterLimits limits;
  limits.pages = 1;
  const auto read = read_pdf(make_pdf({drawn_at(1, 1, "a"), drawn_at(1, 1, "b")}), limits);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->sections.size(), 1U);
  ASSERT_EQ(read->problems.size(), 1U);
  EXPECT_EQ(read->problems[0].code, "document_pages");
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
  ConverterLimits limits;
  limits.wall = std::chrono::seconds(1);
  const auto read = read_pdf(endless_pdf(), limits);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "document_time");
}

TEST(ReadPdf, StopsAtTheProcessorsTime) {
  ConverterLimits limits;
  limits.cpu = std::chrono::seconds(1);
  limits.wall = std::chrono::seconds(60);
  const auto read = read_pdf(endless_pdf(), limits);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "document_time");
}

TEST(ReadPdf, StopsAtTooMuchOutput) {
  ConverterLimits limits;
  limits.output_bytes = 64;
  const auto read = read_pdf(make_pdf({drawn_at(1, 1, "a"), drawn_at(1, 1, "b")}), limits);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "document_output");
}

#ifndef __SANITIZE_ADDRESS__  // under which the program has no limit of memory
TEST(ReadPdf, StopsAtTooMuchMemory) {
  ConverterLimits limits;
  limits.memory_bytes = std::size_t{96} << 20;
  const std::string nested = [] {
    std::string text;
    for (int i = 0; i < 2'000'000; ++i) text += "q ";
    return text;
  }();
  const auto deep = read_pdf(make_pdf({nested}), limits);
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().code, "document_memory");
}
#endif

int open_descriptors() {
  int count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

TEST(ReadPdf, ServesThreadsAtOnceAndLeaksNothing) {
  const std::string pdf = make_pdf({drawn_at(50, 700, "Shared")});
  reader();
  const int before = open_descriptors();
  std::vector<std::thread> threads;
  std::array<int, 4> good{};
  for (int& count : good) {
    threads.emplace_back([&pdf, &count] {
      for (int i = 0; i < 10; ++i) {
        const auto read = reader().read(pdf, "a.pdf");
        if (read && read->sections.at(0).text == "Shared") ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(good, ::testing::Each(10));
  EXPECT_EQ(open_descriptors(), before);
}

/// An outline of two chapters, one of them with a part on the same page by name, behind two pages;
/// the last entry leads back to the first.
std::string pdf_with_bookmarks() {
  return make_pdf({drawn_at(50, 700, "One"), drawn_at(50, 700, "Two")},
                  "/Outlines 9 0 R/Lang(fr-FR)/Names<</Dests<</Names[(part)[7 0 R/Fit]]>>>>",
                  {"<</First 10 0 R/Last 12 0 R>>", "<</Title(First)/Dest[5 0 R/Fit]/Next 11 0 R>>",
                   "<</Title(S\\351cond)/A<</S/GoTo/D[7 0 R/Fit]>>/First 12 0 R/Next 13 0 R>>",
                   "<</Title(Part)/Dest(part)/Next 12 0 R>>",
                   "<</Title(Nowhere)/Dest[99 0 R/Fit]/Next 10 0 R>>"});
}

TEST(ReadPdf, MakesHeadingsOfBookmarksHoweverTheyAreLinked) {
  const auto read = reader().read(pdf_with_bookmarks(), "a.pdf");
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->sections.size(), 2U);
  EXPECT_EQ(read->sections[0].heading, "First");
  EXPECT_EQ(read->sections[1].heading, "Sécond – Part");
  EXPECT_EQ(read->language, "fr-FR");
}

TEST(ReadPdf, BoundsAHeadingAndTheEntriesThatItLooksAt) {
  std::vector<std::string> objects = {"<</First 8 0 R>>"};
  for (int i = 0; i < 100'000; ++i) {
    objects.push_back("<</Title(Entry " + std::to_string(i) + ")/Dest[5 0 R/Fit]/First " +
                      std::to_string(9 + i) + " 0 R>>");
  }
  const auto read =
      reader().read(make_pdf({drawn_at(50, 700, "Text")}, "/Outlines 7 0 R", objects), "a.pdf");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->sections.at(0).text, "Text");
  EXPECT_THAT(read->sections[0].heading, ::testing::StartsWith("Entry 0 – Entry 1 – "));
  EXPECT_LE(read->sections[0].heading.size(), 300U);
}

std::string shifted(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>('a' + (c - 'a' + 3) % 26);
  }
  return text;
}

TEST(ReadPdf, RefusesLettersThatStandForOthers) {
  EXPECT_EQ(error_of(make_pdf({paragraph_of_words()}), "a.pdf"), "no error");
  std::string garbled;
  for (int i = 0; i < 20; ++i) {
    garbled += drawn_at(50, 700 - 12 * i,
                        shifted("the programme brings people from outside into ministries"));
  }
  EXPECT_EQ(error_of(make_pdf({garbled}), "a.pdf"), "document_garbled");
}

}  // namespace
}  // namespace veille::read
