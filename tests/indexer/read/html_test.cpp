#include "indexer/read/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace veille::read {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string text_of(std::string_view html) {
  std::string text;
  for (const Section& section : read_html(html).sections) {
    if (!section.heading.empty()) text += "# " + section.heading + "\n";
    text += section.text + "\n";
  }
  return text;
}

struct HtmlCase {
  const char* name;
  std::string html;
  std::string text;
};

std::ostream& operator<<(std::ostream& out, const HtmlCase& c) { return out << c.name; }

class ReadHtml : public ::testing::TestWithParam<HtmlCase> {};

TEST_P(ReadHtml, GivesTheTextThatIsSeen) { EXPECT_EQ(text_of(GetParam().html), GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    All, ReadHtml,
    ::testing::Values(
        HtmlCase{"blocks_end_lines", "<p>One<p>two</p><div>three</div>four",
                 "One\ntwo\nthree\nfour\n"},
        HtmlCase{"inline_tags_do_not_part_words", "extra<b\n>ordin</b>aire <span>x</span>y",
                 "extraordinaire xy\n"},
        HtmlCase{"white_space_collapses", "a \n\t b<br>  c", "a b\nc\n"},
        HtmlCase{"preformatted_keeps_lines", "<pre>a\n  b\n\nc</pre>", "a\n  b\nc\n"},
        HtmlCase{"entities", "&eacute;t&#233; &amp; &#x2019; 3&nbsp;&euro; &unknown; R&D",
                 "été & ’ 3\u00A0€ &unknown; R&D\n"},
        HtmlCase{"not_text",
                 "a<script>b<p></script><style>c</style><!-- d --><template>e</template>f", "af\n"},
        HtmlCase{"image_alternatives", "<p><img alt='a &quot;picture&quot;' src=x> b",
                 "a \"picture\" b\n"},
        HtmlCase{"tables", "<table><tr><th>A</th><th>B</th></tr><tr><td>c<td>d</table>",
                 "A B\nc d\n"},
        HtmlCase{"headings", "before<h2>One <i>two</i></h2>text<h3></h3>more",
                 "before\n# One two\ntext\nmore\n"},
        HtmlCase{"text_with_less_than", "a < b <3 <- c", "a < b <3 <- c\n"},
        HtmlCase{"comment_without_end", "a<!-- b <p>c", "a<!-- b\nc\n"},
        HtmlCase{"short_comment", "a<!-->b<!-- x --!>c", "abc\n"},
        HtmlCase{"quote_without_end", "a <b>c</b> <a href=\"x>d</a> e",
                 "a c <a href=\"x>d</a> e\n"},
        HtmlCase{"script_without_end", "a <script>b", "a b\n"},
        HtmlCase{"title_without_end", "a <title>b", "a b\n"},
        HtmlCase{"tag_without_end", "a <b", "a <b\n"},
        HtmlCase{"plaintext_and_svg", "<plaintext>a<svg><title>b</title><text>c</text></svg><p>d",
                 "a\nc\nd\n"},
        HtmlCase{"options", "<select><option>a<option>b</select>", "a\nb\n"},
        HtmlCase{"nfc_and_control_characters", "e\xCC\x81\x01t\xC2\x85\x7F!", "ét!\n"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ReadHtmlDocument, TakesTitleAndLanguage) {
  const auto read = read_html(
      "<!DOCTYPE html><html lang=\"fr-CA\"><head><title>A &amp; <b>\n</title></head>"
      "<body><h1>Heading</h1>Text</body></html>");
  EXPECT_EQ(read.title, "A & <b>");
  EXPECT_EQ(read.language, "fr-CA");
  ASSERT_EQ(read.sections.size(), 1U);
  EXPECT_EQ(read.sections[0].heading, "Heading");
  EXPECT_EQ(read.sections[0].text, "Text");
}

TEST(ReadHtmlDocument, TakesTheFirstHeadingWhereThereIsNoTitle) {
  EXPECT_EQ(read_html("<h2>Two</h2><h1>One</h1><h1>Other</h1>").title, "One");
}

TEST(ReadHtmlDocument, GivesLinksWithTextAndLine) {
  const auto read = read_html(
      "<p>\n<!--\n--><a href=\"/a.pdf?x=1&amp;y=2\">the <b>report</b></a>\n"
      "<A HREF='b c.pdf'><img alt=picture></a><a name=x>no link</a>",
      10);
  EXPECT_THAT(read.links, ElementsAre(Link{"/a.pdf?x=1&y=2", "the report", 12},
                                      Link{"b c.pdf", "picture", 13}));
}

TEST(ReadHtmlDocument, HasNoSectionsWithoutText) {
  EXPECT_THAT(read_html("").sections, IsEmpty());
  EXPECT_THAT(read_html("<div> <p>\n</p><h2> </h2></div>").sections, IsEmpty());
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(ReadHtmlHostile, ReadsWhatNestsTooDeeplyFlat) {
  const auto read = read_html(repeated("<div>", 200'000) + "word");
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "too_deep");
  ASSERT_EQ(read.sections.size(), 1U);
  EXPECT_EQ(read.sections[0].text, "word");
}

TEST(ReadHtmlHostile, SurvivesEveryWayToNest) {
  for (const std::string_view piece :
       {"<li><dd>", "<div></x>", "<b><div></b>", "<table><td><div></div>", "<form><div></form>",
        "<select><div></select>", "<svg><title><div></title>", "<div><table></div>", "<ul><li>"}) {
    const auto read = read_html(repeated(piece, 50'000) + "word");
    ASSERT_FALSE(read.sections.empty()) << piece;
    EXPECT_THAT(read.sections.back().text, ::testing::EndsWith("word")) << piece;
  }
}

TEST(ReadHtmlHostile, TakesLinearTimeWhereGumboOrASearchWouldNot) {
  const std::string attributes = "<div " + repeated("a", 10) + [] {
    std::string many;
    for (int i = 0; i < 200'000; ++i) many += " a" + std::to_string(i);
    return many;
  }() + ">word";
  EXPECT_EQ(text_of(attributes), "word\n");
  for (const std::string_view piece :
       {"<!", "<!-- ", "<a b=\"", "</", "<p><font size=1>", "<title>"}) {
    const auto read = read_html(repeated(piece, 100'000) + "word");
    ASSERT_FALSE(read.sections.empty()) << piece;
    EXPECT_THAT(read.sections.back().text, ::testing::EndsWith("word")) << piece;
  }
}

TEST(ReadHtmlHostile, CutsWhatIsTooLarge) {
  const auto read = read_html(std::string(kMaxHtmlBytes, 'a') + "b");
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "too_large");
  EXPECT_EQ(read.sections.at(0).text.size(), kMaxHtmlBytes);
}

TEST(ReadHtmlHostile, ReplacesAndReportsBadBytes) {
  const auto read = read_html("a\nb\xFF", 5);
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "invalid_utf8");
  EXPECT_EQ(read.problems[0].line, 6);
  EXPECT_EQ(read.sections.at(0).text, "a b\xEF\xBF\xBD");
}

}  // namespace
}  // namespace veille::read
