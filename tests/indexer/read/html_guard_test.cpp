#include "indexer/read/html_guard.h"

#include <gtest/gtest.h>

#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

TEST(GuardHtml, KeepsLinesAroundWhatVanishes) {
  for (const std::string html : {"a\r<noscript>\nb</noscript>c", "a\r<!-- b -->\nc", "a\r\n<b>\rc",
                                 "a\r<script>\r\n\n</script>\nb"})
    EXPECT_EQ(count_line_ends(guard_html(html).html), count_line_ends(html)) << html;
}

}  // namespace
}  // namespace veille::read
