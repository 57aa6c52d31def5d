#include "indexer/read/html_page.h"

#include "indexer/read/charset.h"
#include "indexer/read/html.h"
#include "indexer/read/html_main.h"
#include "indexer/read/plain_text.h"

namespace veille::read {

HtmlPage read_html_page(std::string_view bytes, const std::optional<HtmlSelector>& main) {
  const std::string html = html_utf8(bytes.substr(0, kMaxHtmlBytes + 1));
  HtmlPage page;
  page.head = read_html_head(valid_utf8(html));
  page.text = read_html(main_content(html, main));
  return page;
}

}  // namespace veille::read
