#include "indexer/read/html_tag.h"

#include <algorithm>

#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

/// Walks over one tag. Past the end of the text, peek() is NUL and at_end() true.
class TagScanner {
 public:
  TagScanner(std::string_view html, std::size_t at) : html_(html), at_(at) {}

  bool at_end() const { return at_ >= html_.size(); }
  char peek() const { return at_end() ? '\0' : html_[at_]; }
  std::size_t at() const { return at_; }
  void skip(std::size_t count) { at_ += count; }
  void skip_space() {
    while (!at_end() && (is_space(peek()) || peek() == '/')) ++at_;
  }

  /// Up to white space or one of `stops`.
  std::string_view word(std::string_view stops) {
    const std::size_t begin = at_;
    while (!at_end() && !is_space(peek()) && stops.find(peek()) == stops.npos) ++at_;
    return html_.substr(begin, at_ - begin);
  }

  /// The value behind '='; quoted or up to white space.
  std::string_view value() {
    while (!at_end() && is_space(peek())) ++at_;
    const char quote = peek();
    if (quote != '"' && quote != '\'') return word(">");
    const std::size_t begin = at_ + 1;
    const std::size_t end = std::min(html_.find(quote, begin), html_.size());
    at_ = end == html_.size() ? end : end + 1;
    return html_.substr(begin, end - begin);
  }

 private:
  std::string_view html_;
  std::size_t at_;
};

/// An attribute's value, where `=` follows its name.
std::string_view scan_value(TagScanner& scanner) {
  while (is_space(scanner.peek())) scanner.skip(1);
  if (scanner.peek() != '=') return {};
  scanner.skip(1);
  return scanner.value();
}

}  // namespace

std::string_view wanted_attribute(std::string_view name) {
  if (name == "a") return "href";
  if (name == "img" || name == "area") return "alt";
  return name == "html" ? "lang" : "";
}

HtmlTag scan_html_tag(std::string_view html, std::size_t begin) {
  HtmlTag tag;
  TagScanner scanner(html, begin + 1);
  tag.closing = scanner.peek() == '/';
  if (tag.closing) scanner.skip(1);
  tag.name = lower(scanner.word("/>"));
  const std::string_view wanted = wanted_attribute(tag.name);
  for (scanner.skip_space(); !scanner.at_end() && scanner.peek() != '>'; scanner.skip_space()) {
    const std::string_view name = scanner.word("/>=");
    // A stray '=' begins a name, says the standard; taken alone it would not be passed.
    if (name.empty()) scanner.skip(1);
    const std::string_view value = name.empty() ? "" : scan_value(scanner);
    if (!wanted.empty() && tag.value.empty() && lower(name.substr(0, 8)) == wanted) {
      tag.value = value;
    }
  }
  tag.end = scanner.at_end() ? html.npos : scanner.at() + 1;
  return tag;
}

std::size_t find_closing_tag(std::string_view html, std::string_view name, std::size_t from) {
  for (std::size_t at = html.find("</", from); at != html.npos; at = html.find("</", at + 2)) {
    const std::string_view rest = html.substr(at + 2, name.size() + 1);
    const bool ends = rest.size() == name.size() ||
                      (rest.size() > name.size() &&
                       (is_space(rest.back()) || rest.back() == '>' || rest.back() == '/'));
    if (ends && lower(rest.substr(0, name.size())) == name) return at;
  }
  return html.npos;
}

}  // namespace veille::read
