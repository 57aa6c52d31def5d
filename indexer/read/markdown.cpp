#include "indexer/read/markdown.h"

#include <cmark.h>

#include <memory>

#include "indexer/read/html_text.h"
#include "indexer/read/markdown_html.h"
#include "indexer/read/markdown_limits.h"
#include "indexer/read/plain_text.h"
#include "indexer/read/templates.h"

namespace veille::read {
namespace {

/// The first line longer than the limit, from 1; 0 when there is none.
int line_too_long(std::string_view body) {
  int number = 1;
  for (std::size_t begin = 0; begin < body.size(); ++number) {
    const Line line = line_at(body, begin);
    if (line.text.size() > kMaxMarkdownLineBytes) return number;
    begin = line.next;
  }
  return 0;
}

/// Why `body` must not be parsed; an empty code when it may.
Error reason_to_refuse(std::string_view body, int body_line) {
  const std::string plain = "; it was read as plain text";
  if (body.size() > kMaxMarkdownBytes) {
    return {"too_large", "the text is larger than 1 MiB" + plain, "", body_line, "split the text"};
  }
  if (const int line = line_too_long(body); line > 0) {
    return {"line_too_long", "the line is longer than 64 KiB" + plain, "", body_line + line - 1,
            "break the line"};
  }
  if (is_too_costly(body)) {
    return {"parser_limit", "brackets or lists nest without end" + plain, "", body_line,
            "close the brackets, or put the text in a block of code"};
  }
  return {};
}

HtmlText parse(const std::string& markdown, int body_line) {
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> root(
      cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_VALIDATE_UTF8),
      &cmark_node_free);
  const MarkdownHtml written = markdown_html(root.get());
  HtmlText text = html_text(written.html);
  for (Link& link : text.links) {
    const auto line = static_cast<std::size_t>(link.line - 1);
    link.line = line < written.lines.size() ? written.lines[line] + body_line - 1 : 0;
  }
  return text;
}

}  // namespace

Extracted read_markdown(std::string_view body, int body_line) {
  Extracted extracted;
  report_invalid_utf8(body, body_line, extracted.problems);
  if (Error reason = reason_to_refuse(body, body_line); !reason.code.empty()) {
    extracted.problems.push_back(std::move(reason));
    extracted.sections = plain_sections(body);
    return extracted;
  }
  HtmlText text = parse(without_templates(body), body_line);
  if (text.too_deep) {
    extracted.problems.push_back(
        {"too_deep", "the text nests more than 512 levels deep; the rest was read flat", "",
         body_line, ""});
  }
  extracted.title = std::move(text.first_heading);
  extracted.sections = std::move(text.sections);
  extracted.links = std::move(text.links);
  return extracted;
}

}  // namespace veille::read
