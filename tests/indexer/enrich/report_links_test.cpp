#include "indexer/enrich/report_links.h"

#include <gtest/gtest.h>

#include <ostream>

namespace veille::enrich {
namespace {

site::Source source() {
  site::Source s;
  s.url = "https://a.example/blog";
  s.content = "content";
  return s;
}

struct Row {
  const char* target;
  const char* path;  // "" for other, "!x" for missing x
};
std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.target; }

class Resolve : public testing::TestWithParam<Row> {};

TEST_P(Resolve, FindsTheFileThatALinkNames) {
  const ReportLinks links(
      source(), {"docs/a b.pdf", "docs/e\u0301te\u0301.pdf", "static/s.pdf", "content/r/c.pdf",
                 "static/d.DOCX", "static/o.odt", "static/h.html", "notes.txt", "table.csv"});
  Publication post;
  post.path = "posts/x/p.md";
  post.url = "https://a.example/blog/2019/p.html";
  const LinkTarget found = links.resolve(post, {GetParam().target, "", 0});
  const std::string expected = GetParam().path;
  if (expected.empty()) {
    EXPECT_EQ(found.type, LinkTarget::Type::other);
  } else if (expected[0] == '!') {
    EXPECT_EQ(found.type, LinkTarget::Type::missing);
    EXPECT_EQ(found.path, expected.substr(1));
  } else {
    EXPECT_EQ(found.type, LinkTarget::Type::report);
    EXPECT_EQ(found.path, expected);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Resolve,
    testing::Values(
        Row{"/docs/a b.pdf", "docs/a b.pdf"}, Row{"/docs/a%20b.pdf", "docs/a b.pdf"},
        Row{"/blog/docs/a%20b.pdf", "docs/a b.pdf"}, Row{"../docs/a%20b.pdf", "docs/a b.pdf"},
        Row{"../../docs/a b.pdf", "docs/a b.pdf"},
        Row{"https://a.example/blog/docs/a%20b.pdf", "docs/a b.pdf"},
        Row{"http://www.A.example/docs/a%20b.pdf#page=2", "docs/a b.pdf"},
        Row{"//a.example/docs/a%20b.pdf?x=1", "docs/a b.pdf"},
        Row{"/docs/\u00e9t\u00e9.pdf", "docs/e\u0301te\u0301.pdf"},
        Row{"/docs/%C3%A9t%C3%A9.pdf", "docs/e\u0301te\u0301.pdf"}, Row{"/s.pdf", "static/s.pdf"},
        Row{"/r/c.pdf", "content/r/c.pdf"}, Row{"/docs/none.pdf", "!/docs/none.pdf"},
        Row{"https://b.example/docs/a%20b.pdf", ""}, Row{"/table.csv", ""},
        Row{"/d.DOCX", "static/d.DOCX"}, Row{"/o.odt", "static/o.odt"},
        Row{"/h.html", "static/h.html"}, Row{"/notes.txt#a", "notes.txt"},
        Row{"/none.docx", "!/none.docx"}, Row{"/none.odt", "!/none.odt"}, Row{"/none.html", ""},
        Row{"none.htm", ""}, Row{"/none.txt", ""}, Row{"https://b.example/none.docx", ""},
        Row{"mailto:a.pdf", ""}, Row{"", ""}, Row{"#x.pdf", ""}, Row{"javascript:a.pdf", ""},
        Row{"../../../../../docs/none.pdf", "!../../../../../docs/none.pdf"}));

TEST(ReportUrl, IsEncodedAndWithoutStaticFolders) {
  const ReportLinks links(source(), {});
  EXPECT_EQ(links.url("static/e\u0301 x.pdf"), "https://a.example/blog/%C3%A9%20x.pdf");
}

}  // namespace
}  // namespace veille::enrich
