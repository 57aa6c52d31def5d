#include "indexer/read/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "veille/analysis.h"

namespace veille::read {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string text_of(std::string_view markdown) {
  std::string text;
  for (const Section& section : read_markdown(markdown).sections) {
    if (!section.heading.empty()) text += "# " + section.heading + "\n";
    text += section.text + "\n";
  }
  return text;
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

struct MarkdownCase {
  const char* name;
  std::string markdown;
  std::string text;
};

std::ostream& operator<<(std::ostream& out, const MarkdownCase& c) { return out << c.name; }

class ReadMarkdownText : public ::testing::TestWithParam<MarkdownCase> {};

TEST_P(ReadMarkdownText, IsWhatAReaderSees) {
  EXPECT_EQ(text_of(GetParam().markdown), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Markdown, ReadMarkdownText,
    ::testing::Values(MarkdownCase{"paragraphs", "One *two*\nthree\n\nfour  \nfive",
                                   "One two three\nfour\nfive\n"},
                      MarkdownCase{"headings", "a\n\n# One `two`\nb\n\nThree\n---\nc",
                                   "a\n# One two\nb\n# Three\nc\n"},
                      MarkdownCase{"lists", "- a\n- b\n  - c\n1. d", "a\nb\nc\nd\n"},
                      MarkdownCase{"code", "`a<b>` and\n\n```js\nif (x < 1)\n  y();\n```",
                                   "a<b> and\nif (x < 1)\n  y();\n"},
                      MarkdownCase{"images", "![An *alt* text](a.png) b", "An alt text b\n"},
                      MarkdownCase{"literal_less_than", "I <3 data, a < b", "I <3 data, a < b\n"},
                      MarkdownCase{"entities",
                                   "L&#39;&eacute;t&eacute;&nbsp;: AT&amp;T, R&D, &unknown;",
                                   "L'été\u00A0: AT&T, R&D, &unknown;\n"},
                      MarkdownCase{"nfc", "e\xCC\x81te\xCC\x81", "été\n"},
                      MarkdownCase{"control_characters", "a\x01&#1;b", "ab\n"}),
    [](const auto& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    TextInTemplates, ReadMarkdownText,
    ::testing::Values(
        MarkdownCase{"include", "{% include hx.html lvl=3 text=\"Purpose\" %}\n\nWords.",
                     "Purpose\nWords.\n"},
        MarkdownCase{"include_with_colons",
                     "{% include \"f.html\", image: \"/a/b.jpg\", alt: \"A lake\", caption: \"By "
                     "the lake.\" %}",
                     "A lake\nBy the lake.\n"},
        MarkdownCase{"positional", "{% image \"img/a.jpg\" \"Two people talk.\" %}",
                     "Two people talk.\n"},
        MarkdownCase{"positional_class_and_file",
                     "{% image_with_class \"img/a.png\" \"wide-image left\" \"graph (1).png\" %}x",
                     "x\n"},
        MarkdownCase{"governing_tags",
                     "{% if page.title == \"Some old words\" %}a{% elsif x %}b{% endif %}"
                     "{% assign y = \"never shown here\" %}",
                     "ab\n"},
        MarkdownCase{"unquoted", "{% author ann %}{% include x.html text=page.title %}by", "by\n"},
        MarkdownCase{"asset", "{% asset chart-1 alt=\"Chart\" %}", "Chart\n"},
        MarkdownCase{
            "figure",
            "{{< figure src=\"/a.jpg\" attr=\"By [Ann](/ann)\" alt=\"Say \\\"yes\\\"\" >}}",
            "By Ann\nSay \"yes\"\n"},
        MarkdownCase{"no_path",
                     "{{< img alt=\"The homepage of vote.example.gov\" >}} "
                     "{{< img attr=\"By Ann, [CC](https://x.example/4.0/)\" >}}",
                     "The homepage of vote.example.gov By Ann, CC\n"},
        MarkdownCase{"same_twice", "{{< img alt=\"A b\" caption=\"A b\" >}}", "A b\n"},
        MarkdownCase{"paired", "{{< note variant=\"join\" >}}\nInner *text*.\n{{< /note >}}",
                     "Inner text.\n"},
        MarkdownCase{"paired_markdown", "{{% callout %}}\nInner\n{{% /callout %}}", "Inner\n"},
        MarkdownCase{"shown_shortcode", "a {{</* figure title=\"x y\" */>}} b", "a b\n"},
        MarkdownCase{"address", "[x]({{ \"/a b/\" | url }})", "x\n"},
        MarkdownCase{"raw", "{% raw %}{{ kept }}{% endraw %}", "{{ kept }}\n"},
        MarkdownCase{"comments", "a {# not *this* #}<!-- nor this --> b", "a b\n"},
        MarkdownCase{"container", "::: tip A *title*\nInner text.\n:::\n\nMore.",
                     "A title\nInner text.\nMore.\n"},
        MarkdownCase{"container_without_title",
                     ":::: warning\n- a\n::::\n:::note[Title]\nb\n:::", "a\nTitle\nb\n"},
        MarkdownCase{"contents_list", "[[TOC]]\n\na", "a\n"},
        MarkdownCase{"component", "<Button link=\"/a/\" text=\"How to start?\" />\n\n<Toc/>",
                     "How to start?\n"},
        MarkdownCase{"component_in_html", "<div>\n<Card title=\"One\">two</Card>\n</div>",
                     "One two\n"}),
    [](const auto& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Characters, ReadMarkdownText,
    ::testing::Values(MarkdownCase{"byte_order_mark_inside", "a\uFEFFb", "a\uFEFFb\n"},
                      MarkdownCase{"line_separator", "one\u2028two", "one\u2028two\n"},
                      MarkdownCase{"soft_hyphen", "Daten\u00ADbank", "Daten\u00ADbank\n"},
                      MarkdownCase{"three_hearts", "we <3 <3 data", "we <3 <3 data\n"}),
    [](const auto& test) { return std::string(test.param.name); });

/// The words that the index takes from a text.
std::vector<std::string> words_of(std::string_view markdown) {
  std::vector<std::string> out;
  for (const Section& section : read_markdown(markdown).sections) {
    for (const auto& word : words(section.text)) out.push_back(word.exact);
  }
  return out;
}

TEST(ReadMarkdown, GivesTheRightWordsForAwkwardCharacters) {
  EXPECT_THAT(words_of("e\u0301te\u0301"), ElementsAre("été"));
  EXPECT_THAT(words_of("un\u00A0mot"), ElementsAre("un", "mot"));
  EXPECT_THAT(words_of("one\u2028two"), ElementsAre("one", "two"));
  EXPECT_THAT(words_of("Daten\u00ADbank"), ElementsAre("datenbank"));
  EXPECT_THAT(words_of("da\u2060ta open\uFEFFdata a\u200Bb"),
              ElementsAre("data", "opendata", "a", "b"));
  EXPECT_THAT(words_of("caf&eacute;&nbsp;noir"), ElementsAre("café", "noir"));
  EXPECT_THAT(words_of("we <3 data"), ElementsAre("we", "3", "data"));
}

TEST(ReadMarkdown, KeepsLinksInTemplates) {
  const auto text = read_markdown(
      "<Button link=\"/a/\" text=\"Read on\" />\n\n{{< figure attr=\"By [Ann](/ann)\" >}}\n\n"
      "[b]({{< ref \"b.md\" >}}) [c]({{< relref path=\"c.md\" >}})");
  ASSERT_EQ(text.links.size(), 4u);
  EXPECT_EQ(text.links[0].target, "/a/");
  EXPECT_EQ(text.links[0].text, "Read on");
  EXPECT_EQ(text.links[1].target, "/ann");
  EXPECT_EQ(text.links[2].target, "b.md");
  EXPECT_EQ(text.links[3].target, "c.md");
}

INSTANTIATE_TEST_SUITE_P(
    Tables, ReadMarkdownText,
    ::testing::Values(MarkdownCase{"rows", "| A | B |\n|---|:-:|\n| *c* | [d](x) |", "A B\nc d\n"},
                      MarkdownCase{"without_outer_pipes", "A | B\n--- | ---\nc | d", "A B\nc d\n"},
                      MarkdownCase{"below_a_line", "Words\nA | B\n--|--\nc | d",
                                   "Words\nA B\nc d\n"},
                      MarkdownCase{"kramdown_without_rule", "| a | b |\n| c | d |", "a b\nc d\n"},
                      MarkdownCase{"no_table", "a | b\nc | d", "a | b c | d\n"}),
    [](const auto& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Html, ReadMarkdownText,
    ::testing::Values(
        MarkdownCase{"across_blocks", "<div class='x'>\n\n*a*\n\n</div>\n\nb", "a\nb\n"},
        MarkdownCase{"not_text",
                     "a\n\n<script>\nb\n\nc</script>\n\n<style>d</style>\n\n<!-- e -->\n\nf",
                     "a\nf\n"},
        MarkdownCase{"inline", "extra<b>ordin</b>aire<br>x <img alt='y' src=z>",
                     "extraordinaire\nx y\n"},
        MarkdownCase{"inline_script", "a <script>b</script> c", "a c\n"},
        MarkdownCase{"unclosed_swallows_nothing", "a <title> b\n\n<div><textarea>\n\nc",
                     "a b\nc\n"},
        MarkdownCase{"tag_cut_by_a_blank_line", "<p title=\"a\n\nb\">c</p> \"d\"\n\n<p id=\"e\">f",
                     "<p title=\"a\nb\">c\n\"d\"\nf\n"},
        MarkdownCase{"headings_make_sections", "<h2>A <b>b</b></h2>\n\nc", "# A b\nc\n"}),
    [](const auto& test) { return std::string(test.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Templates, ReadMarkdownText,
    ::testing::Values(MarkdownCase{"output_and_tags",
                                   "a {{ page.title }}b {% include x.html\n y=1 %}c", "a b c\n"},
                      MarkdownCase{"shortcodes", "{{< note >}}a{{< /note >}} {{% b %}}c", "a c\n"},
                      MarkdownCase{"comments", "a{% comment %}b\n\nc{% endcomment %}d", "a\nd\n"},
                      MarkdownCase{"raw", "{% raw %}{{ a }}{% endraw %}", "{{ a }}\n"},
                      MarkdownCase{"in_code", "`{{ a }}` b\n\n```\n{% c %}\n```\n{% d %}e",
                                   "{{ a }} b\n{% c %}\ne\n"},
                      MarkdownCase{"unclosed", "{{ a {% b {{< c", "{{ a {% b {{< c\n"},
                      MarkdownCase{"attribute_lists", "# A {#id .c}\nb\n{: .x}\nc{:.y} {:z d",
                                   "# A\nb\nc {:z d\n"},
                      MarkdownCase{"braces_in_text", "a {#b} {c}", "a {#b} {c}\n"}),
    [](const auto& test) { return std::string(test.param.name); });

std::vector<std::string> targets_of(std::string_view markdown) {
  std::vector<std::string> targets;
  for (const Link& link : read_markdown(markdown).links) targets.push_back(link.target);
  return targets;
}

TEST(ReadMarkdown, TakesTheFirstHeadingOfLevelOneForTitle) {
  EXPECT_EQ(read_markdown("## Zero\n# One *two*\n# Three").title, "One two");
  EXPECT_EQ(read_markdown("## Zero\ntext").title, "");
}

TEST(ReadMarkdown, HasNoSectionsWithoutText) {
  EXPECT_THAT(read_markdown("").sections, IsEmpty());
  EXPECT_THAT(read_markdown(" \n\n<!-- a -->\n{% b %}\n").sections, IsEmpty());
}

TEST(ReadMarkdown, GivesLinksWithTheirLineInTheFile) {
  const auto read = read_markdown(
      "{% a\nb %}\n[one](a.pdf)\n*two* l'[three *four*](<b c.pdf>)\n\n<div>\n<a "
      "href=\"d.pdf\">five</a>\n"
      "</div>\n\n[six][ref]\n\n[ref]: /e.pdf \"title\"\n",
      11);
  EXPECT_THAT(read.links, ElementsAre(Link{"a.pdf", "one", 13}, Link{"b c.pdf", "three four", 14},
                                      Link{"d.pdf", "five", 17}, Link{"/e.pdf", "six", 20}));
}

TEST(ReadMarkdown, ResolvesTemplatesInLinks) {
  EXPECT_THAT(
      targets_of("[a]({{ site.baseurl }}/docs/a.pdf) [b]({{site.url}}{{ site.baseurl }}/b.pdf)\n"
                 "[c]({% link docs/c.pdf %}) [d]({{ \"/d/\" | relative_url }})\n"
                 "[e]({{< ref \"/e.md\" >}}) <a href=\"{{ site.baseurl }}/f.pdf\">f</a>\n"
                 "[g]({{ page.url }})"),
      ElementsAre("/docs/a.pdf", "/b.pdf", "/docs/c.pdf", "/d/", "/e.md", "/f.pdf"));
}

TEST(ReadMarkdown, TakesAddressesWithSpacesAsKramdownDoes) {
  EXPECT_THAT(targets_of("[a]({{site.baseurl}}/files/My report (1) - v2.pdf){:target=\"_blank\"}\n"
                         "[b](/b.pdf \"title\") [c](/c.pdf (title)) `[d](d e.pdf)`"),
              ElementsAre("/files/My report (1) - v2.pdf", "/b.pdf", "/c.pdf"));
}

TEST(ReadMarkdown, ReportsBadBytesAndKeepsTheRest) {
  const auto read = read_markdown("a\nb\xE9 c\n", 4);
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "invalid_utf8");
  EXPECT_EQ(read.problems[0].line, 5);
  EXPECT_EQ(read.sections.at(0).text, "a b\xEF\xBF\xBD c");
}

TEST(ReadMarkdown, ReportsALineThatIsTooLong) {
  const auto read = read_markdown("# A\n\n" + std::string(kMaxMarkdownLineBytes + 1, 'x'), 3);
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "line_too_long");
  EXPECT_EQ(read.problems[0].line, 5);
  EXPECT_EQ(read.sections.at(0).text.size(), kMaxMarkdownLineBytes + 5);
}

TEST(ReadMarkdown, ReadsWhatIsTooLargeAsPlainText) {
  const auto read = read_markdown(repeated("words *here*\n\n", 80'000));
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "too_large");
  EXPECT_THAT(read.sections.at(0).text, ::testing::StartsWith("words *here*\nwords"));
}

/// Input on which cmark 0.30.2 takes seconds to hours; the limit is reported and no text is lost.
TEST(ReadMarkdownHostile, RefusesWhatIsQuadraticInTheParser) {
  const std::string newlines = repeated("\n", 20'000);
  const std::string definition = "[a]: /" + std::string(60'000, 'u') + "\n\n";
  for (const std::string& text :
       {repeated("![[]()\n", 100'000), repeated("- ", 20'000) + "x" + newlines + "word",
        definition + repeated("[a]\n", 100'000), repeated("<!a \n", 100'000),
        repeated("<?\n", 100'000)}) {
    const auto read = read_markdown(text);
    ASSERT_EQ(read.problems.size(), 1U) << text.substr(0, 20);
    EXPECT_EQ(read.problems[0].code, "parser_limit") << text.substr(0, 20);
    ASSERT_EQ(read.sections.size(), 1U);
    EXPECT_GT(read.sections[0].text.size(), 1000U);
  }
}

TEST(ReadMarkdownHostile, AcceptsLongOrdinaryTexts) {
  const std::string text =
      repeated("- [one](a.pdf) and [two][x]\n  > words *and* `code` <!-- c -->\n\n", 9'000);
  const auto read = read_markdown(text);
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(read.links.size(), 9'000U);
}

TEST(ReadMarkdownHostile, TakesNoContainerInATitleForOne) {
  EXPECT_EQ(text_of("::: tip ::: tip x"), "::: tip x\n");
  EXPECT_FALSE(text_of(repeated("::: tip ", 8000)).empty());
}

TEST(ReadMarkdownHostile, SurvivesAMillionQuotes) {
  std::string text;
  for (int i = 0; i < 15; ++i) text += repeated(">", 60'000) + "word\n\n";
  const auto read = read_markdown(text);
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].code, "too_deep");
  EXPECT_THAT(read.sections.at(0).text, ::testing::HasSubstr("word\nword"));
}

}  // namespace
}  // namespace veille::read
