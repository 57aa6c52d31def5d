#include "searchd/web/html.h"

#include <gtest/gtest.h>

namespace veille::web {
namespace {

TEST(Html, EscapesWhatEndsTextOrAttributes) {
  EXPECT_EQ(Html::escape("<script>alert('1')</script> & \"x\"").str(),
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;");
  EXPECT_EQ(Html::escape(std::string("a\0b\n\x7F", 5)).str(), "a b  ");
  // What no document of XML may hold.
  EXPECT_EQ(Html::escape("a\uFFFEb\uFFFFc\uFFFD\uFF21\xEF").str(),
            "a\uFFFDb\uFFFDc\uFFFD\uFF21\xEF");
}

TEST(Html, MarksSnippetsAndEscapesTheirText) {
  EXPECT_EQ(to_html({{"a < ", false}, {"<b>", true}, {"", false}}).str(),
            "a &lt; <mark>&lt;b&gt;</mark>");
}

}  // namespace
}  // namespace veille::web
