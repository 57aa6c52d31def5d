#include "searchd/web/html.h"

namespace veille::web {

Html Html::escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
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
      case '\xEF': {  // U+FFFE and U+FFFF, which XML forbids
        const bool forbidden =
            text.substr(i).starts_with("\uFFFE") || text.substr(i).starts_with("\uFFFF");
        out += forbidden ? "\uFFFD" : text.substr(i, 1);
        if (forbidden) i += 2;
        break;
      }
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
