#include "indexer/read/html_tag.h"

#include <algorithm>

#include "indexer/read/html_role.h"
#include "indexer/read/plain_text.h"
#include "veille/utf8.h"

namespace veille::read {
namespace {

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

/// Scans a tag and tells `take` of each attribute, with the tag as far as it is known.
template <class Take>
HtmlTag scan(std::string_view html, std::size_t begin, const Take& take) {
  HtmlTag tag;
  TagScanner scanner(html, begin + 1);
  tag.closing = scanner.peek() == '/';
  if (tag.closing) scanner.skip(1);
  tag.name = lower_ascii(scanner.word("/>"));
  for (scanner.skip_space(); !scanner.at_end() && scanner.peek() != '>'; scanner.skip_space()) {
    const std::string_view name = scanner.word("/>=");
    // A stray '=' begins a name, says the standard; taken alone it would not be passed.
    if (name.empty()) scanner.skip(1);
    take(tag, name, name.empty() ? "" : scan_value(scanner));
  }
  tag.end = scanner.at_end() ? html.npos : scanner.at() + 1;
  return tag;
}

}  // namespace

std::string_view wanted_attribute(std::string_view name) {
  if (name == "a") return "href";
  if (name == "img" || name == "area") return "alt";
  return name == "html" ? "lang" : "";
}

HtmlTag scan_html_tag(std::string_view html, std::size_t begin) {
  std::string_view value;
  HtmlTag tag =
      scan(html, begin, [&](const HtmlTag& of, std::string_view name, std::string_view v) {
        const std::string_view wanted = wanted_attribute(of.name);
        if (!wanted.empty() && value.empty() && lower_ascii(name.substr(0, 8)) == wanted) value = v;
      });
  tag.value = value;
  return tag;
}

std::string_view FullHtmlTag::attribute(std::string_view name) const {
  for (const auto& one : attributes) {
    if (one.name == name) return one.value;
  }
  return {};
}

FullHtmlTag scan_full_html_tag(std::string_view html, std::size_t begin) {
  constexpr std::size_t kMaxAttributes = 64;
  constexpr std::size_t kMaxNameBytes = 64;
  FullHtmlTag out;
  out.tag = scan(html, begin, [&](const HtmlTag&, std::string_view name, std::string_view value) {
    if (out.attributes.size() == kMaxAttributes || name.empty() || name.size() > kMaxNameBytes)
      return;
    std::string key = lower_ascii(name);
    const bool known = std::any_of(out.attributes.begin(), out.attributes.end(),
                                   [&](const auto& a) { return a.name == key; });
    if (!known) out.attributes.push_back({std::move(key), value});
  });
  return out;
}

std::size_t HtmlTags::next() {
  for (at_ = html_.find('<', at_); at_ != html_.npos; at_ = html_.find('<', at_)) {
    if (html_.substr(at_, 4) == "<!--") {
      // Asked once: what has no end here has none further on.
      const std::size_t end = comments_end_ ? html_.find("-->", at_ + 4) : html_.npos;
      comments_end_ = end != html_.npos;
      at_ = end == html_.npos ? at_ + 4 : end + 3;
      continue;
    }
    const std::size_t name = at_ + (html_.substr(at_, 2) == "</" ? 2 : 1);
    const bool is_tag =
        name < html_.size() && ((html_[name] | 0x20) >= 'a') && ((html_[name] | 0x20) <= 'z');
    if (!is_tag) {
      ++at_;
      continue;
    }
    const std::size_t begin = at_;
    at_ = behind(begin);
    return begin;
  }
  return html_.npos;
}

std::string_view HtmlTags::inner(const HtmlTag& tag) const {
  const std::size_t close = find_closing_tag(html_, tag.name, tag.end);
  return html_.substr(tag.end, close == html_.npos ? html_.npos : close - tag.end);
}

std::size_t HtmlTags::behind(std::size_t begin) {
  const HtmlTag tag = scan_html_tag(html_, begin);
  if (tag.end == html_.npos) return html_.size();
  const Role role = role_of(tag.name);
  if (tag.closing || (role != Role::raw_text && role != Role::text_only)) return tag.end;
  const std::size_t close = closing_tag(tag.name, tag.end);
  return close == html_.npos ? tag.end : close;
}

std::size_t HtmlTags::closing_tag(const std::string& name, std::size_t from) {
  if (std::find(unclosed_.begin(), unclosed_.end(), name) != unclosed_.end()) return html_.npos;
  const std::size_t at = find_closing_tag(html_, name, from);
  if (at == html_.npos) unclosed_.push_back(name);
  return at;
}

std::size_t find_closing_tag(std::string_view html, std::string_view name, std::size_t from) {
  for (std::size_t at = html.find("</", from); at != html.npos; at = html.find("</", at + 2)) {
    const std::string_view rest = html.substr(at + 2, name.size() + 1);
    const bool ends = rest.size() == name.size() ||
                      (rest.size() > name.size() &&
                       (is_space(rest.back()) || rest.back() == '>' || rest.back() == '/'));
    if (ends && lower_ascii(rest.substr(0, name.size())) == name) return at;
  }
  return html.npos;
}

}  // namespace veille::read
