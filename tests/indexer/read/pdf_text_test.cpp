#include "indexer/read/pdf_text.h"

#include <gtest/gtest.h>

namespace veille::read {
namespace {

TEST(PdfText, ResolvesLigaturesAndHyphens) {
  const PdfText text({});
  EXPECT_EQ(
      text.paragraphs("e\uFB03cient \uFB01n soft\u00ADware\nnumé\u00AD\nrique, porte-\nParole"),
      "efficient fin software numérique, porte-Parole");
}

TEST(PdfText, TakesControlCharactersForSpaces) {
  EXPECT_EQ(PdfText({}).paragraphs("one\x03two\x03\nthree"), "one two three");
}

TEST(PdfText, KeepsAHyphenThatTheDocumentHasElsewhere) {
  const std::string page = "le porte-\nparole et la poli-\ntique";
  EXPECT_EQ(PdfText({page}).paragraphs(page), "le porteparole et la politique");
  EXPECT_EQ(PdfText({page, "un porte-parole"}).paragraphs(page), "le porte-parole et la politique");
}

TEST(PdfText, BeginsAParagraphAtBlocksBulletsAndShortLastLines) {
  EXPECT_EQ(PdfText({}).paragraphs(
                "A long line of words\nthat ends.\nAnother long line\n• one\n• two\n\nLast"),
            "A long line of words that ends.\nAnother long line\n• one\n• two\nLast");
}

TEST(PdfText, TakesLinearTimeForATextThatIsOneWord) {
  std::string page;
  for (int i = 0; i < 1'000'000; ++i) page += i % 2 == 0 ? "a-\n" : "a-a";
  const std::string text = PdfText({page}).paragraphs(page);
  EXPECT_GT(text.size(), 2'000'000U);
  EXPECT_EQ(text.find('\n'), text.npos);
}

}  // namespace
}  // namespace veille::read
