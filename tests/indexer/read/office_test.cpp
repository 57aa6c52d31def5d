// What the reader of documents makes of Word documents and OpenDocument texts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/read/make_documents.h"

namespace veille::read {
namespace {

const std::string kWordSpace =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

Extracted read_whole(const std::string& bytes, const std::string& name) {
  auto read = reader().read(bytes, name);
  EXPECT_TRUE(read) << to_string(read.error());
  return read ? *read : Extracted{};
}

std::string docx_text(const std::string& body) {
  const auto sections = read_whole(make_docx(body), "a.docx").sections;
  return sections.size() == 1 ? sections[0].text : std::to_string(sections.size()) + " sections";
}

std::string odt_text(const std::string& text) {
  const auto sections = read_whole(make_odt(text), "a.odt").sections;
  return sections.size() == 1 ? sections[0].text : std::to_string(sections.size()) + " sections";
}

Member styles() {
  return {"word/styles.xml",
          "<w:styles " + kWordSpace +
              "><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"fr-CA\"/></w:rPr>"
              "</w:rPrDefault></w:docDefaults>"
              "<w:style w:styleId=\"Titre1\"><w:name w:val=\"heading 1\"/></w:style>"
              "<w:style w:styleId=\"Mine\"><w:basedOn w:val=\"Titre1\"/></w:style>"
              "<w:style w:styleId=\"Loop\"><w:basedOn w:val=\"Loop\"/></w:style>"
              "<w:style w:styleId=\"Titre\"><w:name w:val=\"Title\"/></w:style></w:styles>"};
}

TEST(ReadDocx, BeginsSectionsAtHeadingsByTheNamesOfStyles) {
  const auto read = read_whole(
      make_docx(docx_paragraph("The title", "Titre") + docx_paragraph("before") +
                    docx_paragraph("One", "Titre1") + docx_paragraph("a") + docx_paragraph("b") +
                    docx_paragraph("Two", "Mine") + docx_paragraph("c", "Loop") +
                    "<x:p><x:pPr><x:outlineLvl x:val=\"2\"/></x:pPr><x:r><x:t>Three</x:t></x:r>"
                    "</x:p>",
                {styles()}),
      "a.docx");
  EXPECT_THAT(
      read.sections,
      ::testing::ElementsAre(Section{0, "", "", "The title\nbefore"}, Section{0, "", "One", "a\nb"},
                             Section{0, "", "Two", "c"}, Section{0, "", "Three", ""}));
  EXPECT_EQ(read.title, "The title");
  EXPECT_EQ(read.language, "fr-CA");
}

TEST(ReadDocx, ReadsRunsTabsBreaksAndRows) {
  EXPECT_EQ(docx_text("<x:p><x:pPr><x:tabs><x:tab x:val=\"left\"/></x:tabs></x:pPr>"
                      "<x:r><x:t>par</x:t></x:r><x:r><x:t>ted</x:t><x:tab/><x:t>b</x:t><x:br/>"
                      "<x:t>c&amp;d</x:t></x:r></x:p>"),
            "parted\tb\nc&d");
  EXPECT_EQ(docx_text("<x:tbl><x:tr><x:tc>" + docx_paragraph("a") + docx_paragraph("b") +
                      "</x:tc><x:tc>" + docx_paragraph("c") + "</x:tc></x:tr><x:tr><x:tc>" +
                      docx_paragraph("d") + "</x:tc></x:tr></x:tbl>" + docx_paragraph("e")),
            "a b\tc\nd\ne");
}

TEST(ReadDocx, AcceptsTrackedChanges) {
  EXPECT_EQ(docx_text("<x:p><x:ins><x:r><x:t>in</x:t></x:r></x:ins><x:del><x:r><x:delText>out"
                      "</x:delText><x:t>out</x:t></x:r></x:del><x:moveFrom><x:r><x:t>gone</x:t>"
                      "</x:r></x:moveFrom></x:p>"),
            "in");
  EXPECT_EQ(docx_text("<x:p><mc:AlternateContent><mc:Choice><x:r><x:t>new</x:t></x:r></mc:Choice>"
                      "<mc:Fallback><x:r><x:t>old</x:t></x:r></mc:Fallback>"
                      "</mc:AlternateContent></x:p>"),
            "new");
}

TEST(ReadDocx, ReadsNotesAndProperties) {
  const auto read = read_whole(
      make_docx(docx_paragraph("text"),
                {{"word/footnotes.xml", "<w:footnotes " + kWordSpace +
                                            "><w:footnote><w:p><w:r><w:t>note</w:t></w:r></w:p>"
                                            "</w:footnote></w:footnotes>"},
                 {"docProps/core.xml",
                  "<c:p xmlns:c=\"c\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>T"
                  "</dc:title><dc:creator>Ada</dc:creator><dc:language>de</dc:language></c:p>"}}),
      "a.docx");
  ASSERT_EQ(read.sections.size(), 2U);
  EXPECT_EQ(read.sections[1].text, "note");
  EXPECT_EQ(read.title, "T");
  EXPECT_EQ(read.language, "de");
  EXPECT_THAT(read.authors, ::testing::ElementsAre("Ada"));
}

TEST(ReadOdt, ReadsHeadingsParagraphsListsAndRows) {
  const auto read = read_whole(
      make_odt("<text:p>before</text:p><text:h text:outline-level=\"1\">One</text:h>"
               "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"
               "<table:table><table:table-row><table:table-cell><text:p>b</text:p>"
               "</table:table-cell><table:table-cell><text:p>c</text:p></table:table-cell>"
               "</table:table-row></table:table>"),
      "a.odt");
  EXPECT_THAT(read.sections, ::testing::ElementsAre(Section{0, "", "", "before"},
                                                    Section{0, "", "One", "a\nb\tc"}));
}

TEST(ReadOdt, CollapsesWhiteSpaceButThatWhichIsMeant) {
  EXPECT_EQ(odt_text("<text:p>  a\n   b<text:s text:c=\"3\"/>c<text:tab/>d<text:line-break/>e"
                     "<text:span> f</text:span> </text:p>"),
            "a b   c\td\ne f");
}

TEST(ReadOdt, LeavesOutWhatWasDeletedAndComments) {
  EXPECT_EQ(odt_text("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
                     "<text:p>a<office:annotation><text:p>comment</text:p></office:annotation>b"
                     "</text:p>"),
            "ab");
}

TEST(ReadOdt, PutsNotesAtTheEnd) {
  const auto read = read_whole(
      make_odt("<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body>"
               "<text:p>note</text:p></text:note-body></text:note> b</text:p>"),
      "a.odt");
  ASSERT_EQ(read.sections.size(), 2U);
  EXPECT_EQ(read.sections[0].text, "a b");
  EXPECT_EQ(read.sections[1].text, "note");
}

TEST(ReadOdt, ReadsItsPropertiesAndTheLanguageOfItsStyles) {
  const Member meta = {
      "meta.xml",
      "<m xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>T</dc:title><dc:creator>Ada"
      "</dc:creator></m>"};
  const Member style = {
      "styles.xml",
      "<s xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:fo=\"fo\">"
      "<style:default-style style:family=\"paragraph\"><style:text-properties "
      "fo:language=\"it\" fo:country=\"IT\"/></style:default-style></s>"};
  const auto read = read_whole(make_odt("<text:p>a</text:p>", {meta, style}), "a.odt");
  EXPECT_EQ(read.title, "T");
  EXPECT_EQ(read.language, "it");
  EXPECT_THAT(read.authors, ::testing::ElementsAre("Ada"));
}

TEST(ReadOffice, SaysWhatIsWrong) {
  EXPECT_EQ(error_of(make_docx(""), "a.docx"), "document_no_text");
  EXPECT_EQ(error_of(make_docx("<x:p>"), "a.docx"), "document_damaged");
  EXPECT_EQ(error_of(make_zip({{"word/document.xml", "a", false, 1}}), "a.docx"),
            "document_encrypted");
  using namespace std::string_view_literals;
  EXPECT_EQ(error_of("\xD0\xCF\x11\xE0" +
                         std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv),
                     "a.docx"),
            "document_encrypted");
  const Member manifest = {
      "META-INF/manifest.xml",
      "<m xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
      "<manifest:encryption-data/></m>"};
  EXPECT_EQ(error_of(make_odt("<text:p>a</text:p>", {manifest}), "a.odt"), "document_encrypted");
  const std::string whole = make_docx(docx_paragraph("a"));
  EXPECT_EQ(error_of(whole.substr(0, whole.size() - 30), "a.docx"), "document_damaged");
}

TEST(ReadOffice, RefusesArchivesThatNoOfficeProgramMakes) {
  const std::string large(40U << 20, ' ');
  EXPECT_EQ(error_of(make_docx(large), "a.docx"), "document_archive") << "a bomb";
  std::vector<Member> many(1001);
  for (std::size_t i = 0; i < many.size(); ++i) many[i].name = std::to_string(i);
  EXPECT_EQ(error_of(make_docx("", many), "a.docx"), "document_archive") << "too many members";
  EXPECT_EQ(error_of(make_docx("", {{"word/document.xml", ""}}), "a.docx"), "document_archive")
      << "a name twice";
  std::string overlapping = make_docx(docx_paragraph("a"), {{"b", "b"}});
  const auto second = overlapping.rfind("PK\x01\x02");
  overlapping.replace(second + 42, 4, std::string(4, '\0'));
  EXPECT_EQ(error_of(overlapping, "a.docx"), "document_archive") << "members that overlap";
}

TEST(ReadOffice, ExpandsNoEntitiesAndNoDepth) {
  const std::string laughs =
      "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><a><b>&b;</b></a>";
  EXPECT_EQ(error_of(make_zip({{"word/document.xml", laughs}}), "a.docx"), "document_damaged");
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<x:r>";
  for (int i = 0; i < 1000; ++i) deep += "</x:r>";
  EXPECT_EQ(error_of(make_docx(deep + docx_paragraph("a")), "a.docx"), "document_damaged");
}

}  // namespace
}  // namespace veille::read
