#include "veille/utf8.h"

#include <gtest/gtest.h>

namespace veille {
namespace {

TEST(Printable, LeavesWhatCanBeRead) {
  for (const char* text : {"", "a file.md:3: “é” (日本)", "\\", "ﬁ 👍"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, EscapesWhatATerminalOrALogWouldActOn) {
  EXPECT_EQ(printable("a\nb\r\x1b[31m\x7f"), "a\\x0ab\\x0d\\x1b[31m\\x7f");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("\xC3("), "\\xc3(");
  EXPECT_EQ(printable("\u202Egnp"), "\\xe2\\x80\\xaegnp");
  EXPECT_EQ(printable("\u0085\u2028"), "\\xc2\\x85\\xe2\\x80\\xa8");
}

}  // namespace
}  // namespace veille
