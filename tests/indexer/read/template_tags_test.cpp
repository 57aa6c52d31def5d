#include "indexer/read/template_tags.h"

#include <gtest/gtest.h>

#include "indexer/read/plain_text.h"
#include "indexer/read/templates.h"

namespace veille::read {
namespace {

/// The lines behind a tag would else have other numbers than in the file.
TEST(TemplateTags, ShowOneLineWhateverTheyHold) {
  EXPECT_EQ(tag_text("{{", "\"a\nb\""), "a b");
  EXPECT_EQ(tag_address("{%", "link a\r\nb.pdf"), "/a  b.pdf");
  EXPECT_EQ(tag_text("{{<", "ref \"a\nb.md\""), "a b.md");
  EXPECT_EQ(component_text("link=\"/a\nb\" text=\"Read\non\""), "<a href=\"/a b\">Read on</a>");
  for (const std::string body :
       {"{{\"\n\"}}\n[x](y)", "{% link a\nb %}", "<Button link=\"a\nb\" text=\"c d\" />\n"})
    EXPECT_EQ(count_line_ends(without_templates(body)), count_line_ends(body)) << body;
}

TEST(WithoutTemplates, KeepsLinesAroundWhatVanishes) {
  for (const std::string body : {"a\r:::\nb", "a\r[[toc]]\nb", "a\r\n:::\rb", "```\ra\r\n```\r"})
    EXPECT_EQ(count_line_ends(without_templates(body)), count_line_ends(body)) << body;
}

}  // namespace
}  // namespace veille::read
