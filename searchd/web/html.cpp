#include "searchd/web/html.h"

namespace veille::web {

Html Html::escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
    }
  }
  return Html(std::move(out));
}

Html to_html(const search::Snippet& snippet) {
  Html out;
  for (const auto& part : snippet) {
    if (part.marked) out += Html::trusted("<mark>");
    out += Html::escape(part.text);
    if (part.marked) out += Html::trusted("</mark>");
  }
  return out;
}

}  // namespace veille::web
