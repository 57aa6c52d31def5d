#include "indexer/read/html.h"

#include "indexer/read/html_text.h"
#include "indexer/read/plain_text.h"
#include "veille/analysis.h"

namespace veille::read {

Extracted read_html(std::string_view bytes, int first_line) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  Extracted extracted;
  if (bytes.substr(0, 3) == kByteOrderMark) bytes.remove_prefix(kByteOrderMark.size());
  if (bytes.size() > kMaxHtmlBytes) {
    extracted.problems.push_back(
        {"too_large", "only the first 8 MiB of the HTML were read", "", first_line, ""});
    bytes = cut_utf8(bytes, kMaxHtmlBytes);
  }
  report_invalid_utf8(bytes, first_line, extracted.problems);
  HtmlText text = html_text(valid_utf8(bytes));
  if (text.too_deep) {
    extracted.problems.push_back(
        {"too_deep", "the HTML nests more than 512 levels deep; the rest was read flat", "",
         first_line, ""});
  }
  extracted.title = text.title.empty() ? std::move(text.first_heading) : std::move(text.title);
  extracted.language = std::move(text.language);
  extracted.sections = std::move(text.sections);
  extracted.links = std::move(text.links);
  for (Link& link : extracted.links) link.line += first_line - 1;
  return extracted;
}

}  // namespace veille::read
