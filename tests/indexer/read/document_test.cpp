#include "indexer/read/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "tests/indexer/read/make_documents.h"
#include "tests/temporary_folder.h"

namespace veille::read {
namespace {

using ::testing::HasSubstr;

std::string what(const std::string& bytes, const std::string& name) {
  const auto read = reader().read(bytes, name);
  return read ? "no error" : read.error().what;
}

TEST(ReadDocument, SaysWhatIsWrongWithABrokenPdf) {
  const auto code = [](const char* name) {
    return error_of(bytes_of(kCorpus / "hard_cases/pdf_broken/docs" / name), name);
  };
  EXPECT_EQ(code("encrypted.pdf"), "document_encrypted");
  EXPECT_EQ(code("blank.pdf"), "document_no_text");
  EXPECT_EQ(code("empty.pdf"), "document_empty");
  EXPECT_EQ(code("html.pdf"), "document_mislabelled");
  EXPECT_EQ(code("garbage.pdf"), "document_unknown");
  EXPECT_EQ(error_of("%PDF-1.4\nno object at all", "a.pdf"), "document_damaged");
}

TEST(ReadDocument, NamesWhatAFileReallyIs) {
  const std::string docx = make_docx(docx_paragraph("a"));
  const std::string odt = make_odt("<text:p>a</text:p>");
  EXPECT_THAT(what(" <!DOCTYPE HTML><p>", "a.pdf"), HasSubstr("named .pdf but is an HTML page"));
  EXPECT_THAT(what("words", "a.pdf"), HasSubstr("plain text"));
  EXPECT_THAT(what(docx, "a.odt"), HasSubstr("a Word document"));
  EXPECT_THAT(what(odt, "a.docx"), HasSubstr("an OpenDocument text"));
  EXPECT_THAT(what(make_zip({{"xl/workbook.xml", ""}}), "a.docx"), HasSubstr("an Excel workbook"));
  EXPECT_THAT(what(make_zip({{"a.txt", "a"}}), "a.docx"), HasSubstr("a ZIP archive"));
  EXPECT_THAT(what("\xD0\xCF\x11\xE0 a", "a.docx"), HasSubstr("an old Office document"));
  EXPECT_THAT(what("{\\rtf1 a}", "a.docx"), HasSubstr("an RTF document"));
  EXPECT_THAT(what("%PDF-1.4", "a.txt"), HasSubstr("a PDF"));
  EXPECT_THAT(what("version https://git-lfs.github.com/spec/v1", "a.pdf"), HasSubstr("Git LFS"));
}

TEST(ReadDocument, KnowsTheKindWithoutAnExtension) {
  const auto text = [](const std::string& bytes) {
    const auto read = reader().read(bytes, "download");
    return read && !read->sections.empty() ? read->sections[0].text : "nothing";
  };
  EXPECT_EQ(text(make_pdf({drawn_at(50, 700, "a")})), "a");
  EXPECT_EQ(text(make_docx(docx_paragraph("b"))), "b");
  EXPECT_EQ(text(make_odt("<text:p>c</text:p>")), "c");
  EXPECT_EQ(text("<!doctype html><p>d"), "d");
  EXPECT_EQ(text("e"), "e");
}

TEST(ReadDocument, RefusesWhatIsTooLarge) {
  ConverterLimits limits;
  limits.input_bytes = 10;
  const auto read = DocumentReader(kConverter, limits).read("more than this", "a.txt");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "document_too_large");
}

struct Encoded {
  const char* bytes;
  std::size_t size;
  const char* name;
};
std::ostream& operator<<(std::ostream& out, const Encoded& row) { return out << row.name; }

class ReadCharset : public ::testing::TestWithParam<Encoded> {};

TEST_P(ReadCharset, FindsOutInWhatATextIsWritten) {
  const auto read = reader().read(std::string(GetParam().bytes, GetParam().size), GetParam().name);
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->sections.size(), 1U);
  EXPECT_EQ(read->sections[0].text, "été");
  EXPECT_TRUE(read->problems.empty());
}

#define VEILLE_ROW(bytes, name) \
  Encoded { bytes, sizeof(bytes) - 1, name }
INSTANTIATE_TEST_SUITE_P(
    Table, ReadCharset,
    ::testing::Values(
        VEILLE_ROW("\xC3\xA9t\xC3\xA9", "utf8.txt"),
        VEILLE_ROW("\xEF\xBB\xBF\xC3\xA9t\xC3\xA9", "utf8_mark.txt"),
        VEILLE_ROW("\xFF\xFE\xE9\0t\0\xE9\0", "utf16_little.txt"),
        VEILLE_ROW("\xFE\xFF\0\xE9\0t\0\xE9", "utf16_big.txt"),
        VEILLE_ROW("\xE9t\xE9", "windows.txt"), VEILLE_ROW("<p>\xE9t\xE9", "windows.html"),
        VEILLE_ROW("<meta charset=iso-8859-1><p>\xE9t\xE9", "latin.html"),
        VEILLE_ROW("<meta charset='macintosh'><p>\x8Et\x8E", "macintosh.html"),
        VEILLE_ROW("<meta charset=\"no-such\"><p>\xE9t\xE9", "unknown.html"),
        VEILLE_ROW("<META http-equiv=Content-Type content=\"text/html; charset=windows-1252\"><p>"
                   "\xE9t\xE9",
                   "http_equiv.htm"),
        VEILLE_ROW("\xFF\xFE<\0p\0>\0\xE9\0t\0\xE9\0", "utf16.html")));
#undef VEILLE_ROW

TEST(ReadDocument, ReadsACompletePageWithItsHeadings) {
  const auto read = reader().read(
      "<!doctype html><html lang=it><title>T</title><script>x</script><p>a<h2>H</h2><p>b<br>c",
      "a.html");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->title, "T");
  EXPECT_EQ(read->language, "it");
  ASSERT_EQ(read->sections.size(), 2U);
  EXPECT_EQ(read->sections[1], (Section{0, "", "H", "b\nc"}));
}

TEST(ReadDocument, ReportsWhatItSetsAsideInAPage) {
  const auto read = reader().read("<meta charset=utf-8><p>a\xFF", "a.html");
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->problems.size(), 1U);
  EXPECT_EQ(read->problems[0].code, "invalid_utf8");
}

TEST(ReadDocument, ThrowsWithoutItsProgram) {
  EXPECT_THROW(DocumentReader("/nonexistent/veille-convert"), std::runtime_error);
  const DocumentReader broken("/bin/true");
  EXPECT_THROW(static_cast<void>(broken.read("a", "a.txt")), std::runtime_error);
}

TEST(ReadDocument, ProbesForBubblewrapOnlyWhenItConverts) {
  const DocumentReader lazy(kConverter);
  EXPECT_EQ(lazy.confinement(), "not used");
  EXPECT_FALSE(lazy.read("", "a.txt"));
  EXPECT_EQ(lazy.confinement(), "not used");
  EXPECT_TRUE(lazy.read("a", "a.txt"));
  const std::string found = lazy.confinement();
  EXPECT_NE(found, "not used");
  EXPECT_TRUE(lazy.read("b", "b.txt"));
  EXPECT_EQ(lazy.confinement(), found);
}

/// An answer that a broken child might give, through a program that says it: a script, which
/// runs with limits only, because inside of bubblewrap there is no shell.
Result<Extracted> read_answer(const std::string& answer, const std::string& ending = "") {
  const TemporaryFolder folder;
  const auto program = folder.path() / "converter";
  std::ofstream(program) << "#!/bin/sh\nif [ \"$1\" = probe ]; then echo '{\"complete\": true}'; "
                            "exit; fi\ncat >/dev/null; cat <<'END'\n"
                         << answer << "\nEND\n"
                         << ending;
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  return DocumentReader(program).read("%PDF-1.4", "a.pdf");
}

TEST(ReadDocument, BelievesNothingThatItsChildSays) {
  for (const char* answer :
       {"", "nonsense", "[1]", "{\"text\": [", "\xFF", "{\"text\": \"a\"}", "{\"complete\": 1"}) {
    const auto read = read_answer(answer);
    ASSERT_FALSE(read) << answer;
    EXPECT_EQ(read.error().code, "document_crashed") << answer;
  }
  const auto read = read_answer(
      "{\"title\": {}, \"created\": \"x\", \"page_count\": \"y\"}\n1\n{\"text\": 2}\n"
      "{\"text\": \"a\", \"label\": []}\n{\"problem\": \"invented\"}\n{\"complete\": true}\n"
      "{\"bookmark\": 3, \"page\": 1}\n{\"bookmark\": \"b\", \"page\": 99}\n"
      "{\"bookmark\": \"c\", \"page\": \"1\"}\n{\"text\": \"too late\"}");
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->sections.size(), 2U);
  EXPECT_EQ(read->sections[1], (Section{2, "", "", "a"}));
  EXPECT_EQ(read->date, "");
  EXPECT_TRUE(read->problems.empty());
}

TEST(ReadDocument, KeepsATextThatWasCompleteHoweverItsChildEnds) {
  const auto read = read_answer("{\"text\": \"a\"}\n{\"complete\": true}", "kill -SEGV $$");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->sections.at(0).text, "a");
}

/// A few hundred damaged documents of each kind: whatever the libraries do with them, this process
/// goes on, and soon.
class ReadMutated : public ::testing::TestWithParam<const char*> {};

TEST_P(ReadMutated, EndsWithATextOrAnError) {
  const std::string kind = GetParam();
  const std::string body = docx_paragraph("Heading", "Heading1") + docx_paragraph("words");
  const std::string original = kind == "pdf"    ? make_pdf({paragraph_of_words(), ""})
                               : kind == "docx" ? make_docx(body)
                                                : make_odt("<text:h>a</text:h><text:p>b</text:p>");
  std::uint32_t state = 12345;  // a generator of our own: the same cases everywhere
  const auto random = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8) % below;
  };
  for (int i = 0; i < 120; ++i) {
    std::string bytes = original;
    for (std::size_t changes = 1 + random(8); changes > 0; --changes) {
      bytes[random(bytes.size())] = static_cast<char>(random(256));
    }
    if (i % 5 == 0) bytes.resize(random(bytes.size()));
    const auto read = reader().read(bytes, "a." + kind);
    if (!read) {
      EXPECT_THAT(read.error().code, ::testing::StartsWith("document_")) << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, ReadMutated, ::testing::Values("pdf", "docx", "odt"));

}  // namespace
}  // namespace veille::read
