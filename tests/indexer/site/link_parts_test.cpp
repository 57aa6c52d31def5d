#include "indexer/site/link_parts.h"

#include <gtest/gtest.h>

namespace veille::site {
namespace {

TEST(MayBeLinked, IsTheWebAndTheSiteItself) {
  for (const char* target : {"https://a.example/x", "http://a.example", "HTTPS://a.example", "/a",
                             "a/b", "../a", "//a.example/x", "a/b:c", "?q=a:b/", "#a", ""})
    EXPECT_TRUE(may_be_linked(target)) << target;
}

TEST(MayBeLinked, IsNoScriptHoweverItIsWritten) {
  for (const char* target :
       {"javascript:alert(1)", "javascript://a.example/%0aalert(1)", "JavaScript:x",
        " javascript:x", "java\tscript:x", "java\nscript:x", "\x01javascript:x", "javascript :x",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:https://a.example/x",
        "view-source:https://a"})
    EXPECT_FALSE(may_be_linked(target)) << target;
}

}  // namespace
}  // namespace veille::site
