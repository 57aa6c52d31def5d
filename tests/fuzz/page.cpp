#include "tests/fuzz/page.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "tests/fuzz/promise.h"

namespace veille::fuzz {
namespace {

using Names = std::set<std::string, std::less<>>;

const Names kElements = {
    "a",       "article",   "aside", "bdi",     "blockquote", "body", "br",    "button",
    "caption", "code",      "dd",    "details", "div",        "dl",   "dt",    "fieldset",
    "figure",  "footer",    "form",  "h1",      "h2",         "h3",   "head",  "header",
    "html",    "img",       "input", "label",   "legend",     "li",   "link",  "main",
    "mark",    "meta",      "nav",   "ol",      "option",     "p",    "pre",   "script",
    "section", "select",    "span",  "strong",  "summary",    "svg",  "rect",  "table",
    "tbody",   "td",        "tfoot", "th",      "thead",      "time", "title", "tr",
    "ul",      "figcaption"};
const Names kLinks = {"href", "src", "action"};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == ':';
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/// Whether the '&' at the beginning of `text` begins an entity.
bool is_entity(std::string_view text) {
  static const Names kNamed = {"amp", "lt", "gt", "quot", "apos"};
  const auto end = text.substr(0, 12).find(';');
  if (end == text.npos || end < 2) return false;
  const auto name = text.substr(1, end - 1);
  if (name.front() != '#') return kNamed.contains(name);
  return name.size() > 1 &&
         std::all_of(name.begin() + 1, name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void promise_escaped(std::string_view text, std::string_view forbidden) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    promise(forbidden.find(text[i]) == forbidden.npos, "markup of others is escaped",
            text.substr(i > 60 ? i - 60 : 0, 120));
    if (text[i] == '&')
      promise(is_entity(text.substr(i)), "every & of a page begins an entity", text.substr(i, 80));
  }
}

struct Attribute {
  std::string_view name;
  std::string_view value;
};

/// One tag, from behind its '<' on.
class Tag {
 public:
  explicit Tag(std::string_view text) : text_(text) {
    closing_ = take('/');
    name_ = word();
    promise(!name_.empty(), "every < of a page begins a tag", text.substr(0, 80));
    while (at_ < text_.size() && is_space(text_[at_])) read_attribute();
    take('/');
    promise(take('>'), "every tag of a page ends", text.substr(0, 200));
  }
  std::string_view name() const { return name_; }
  bool closing() const { return closing_; }
  std::size_t size() const { return at_; }
  const std::vector<Attribute>& attributes() const { return attributes_; }

 private:
  bool take(char c) {
    const bool there = at_ < text_.size() && text_[at_] == c;
    at_ += there ? 1 : 0;
    return there;
  }
  std::string_view word() {
    const auto begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  void read_attribute() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    Attribute out{word(), {}};
    if (out.name.empty()) return;
    if (take('=')) {
      promise(take('"'), "values of attributes stand in quotes", text_.substr(0, 200));
      const auto end = text_.find('"', at_);
      promise(end != text_.npos, "a quoted value ends", text_.substr(0, 200));
      out.value = text_.substr(at_, end - at_);
      at_ = end + 1;
      promise_escaped(out.value, "<>");
    }
    attributes_.push_back(out);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool closing_ = false;
  std::string_view name_;
  std::vector<Attribute> attributes_;
};

void look_at_attribute(const Tag& tag, const Attribute& attribute) {
  promise(!attribute.name.starts_with("on") && attribute.name != "srcdoc",
          "no attribute of a page is a script", attribute.name);
  if (!kLinks.contains(attribute.name)) return;
  const auto to = attribute.value;
  const bool ours = to.starts_with('/') && !to.starts_with("//");
  const bool web = to.starts_with("https://") || to.starts_with("http://");
  promise(ours || web || to.starts_with('#'), "links of a page lead to the web or to this site",
          to);
  const bool loaded = tag.name() == "script" || tag.name() == "img" || tag.name() == "form";
  promise(!loaded || ours || to.starts_with("https://search.example/"),
          "what a page loads is this server's", to);
}

void promise_markup(std::string_view html, const Names& elements) {
  promise_utf8(html, "pages are UTF-8");
  for (std::size_t at = 0; at < html.size();) {
    const auto begin = html.find('<', at);
    promise_escaped(html.substr(at, begin == html.npos ? begin : begin - at), ">");
    if (begin == html.npos) break;
    const Tag tag(html.substr(begin + 1));
    promise(elements.contains(tag.name()), "a page has the elements of its templates only",
            html.substr(begin, 120));
    if (tag.name() == "script" && !tag.closing())
      promise(html.substr(begin + 1 + tag.size()).starts_with("</script>"),
              "scripts of a page are files", html.substr(begin, 200));
    for (const auto& attribute : tag.attributes()) look_at_attribute(tag, attribute);
    at = begin + 1 + tag.size();
  }
}

/// Reads a table's cells.
class Cells {
 public:
  explicit Cells(std::string_view text) : text_(text) {}

  std::size_t line() {
    std::size_t count = 1;
    while (true) {
      cell();
      promise(at_ < text_.size(), "a table's last line ends", text_);
      if (text_[at_++] == ',') {
        ++count;
        continue;
      }
      promise(text_.substr(at_ - 1, 2) == "\r\n", "a table's lines end in CR LF",
              text_.substr(at_ > 60 ? at_ - 60 : 0, 120));
      ++at_;
      return count;
    }
  }
  bool done() const { return at_ == text_.size(); }

 private:
  void cell() {
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    const char first = at_ + quoted < text_.size() ? text_[at_ + quoted] : ' ';
    promise(std::string_view("=+-@\t").find(first) == std::string_view::npos,
            "no cell of a table is a formula", text_.substr(at_, 80));
    if (!quoted) {
      at_ = std::min(text_.find_first_of(",\r\n\"", at_), text_.size());
      return;
    }
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') continue;
      if (text_.substr(at_, 2) != "\"\"") break;
      ++at_;
    }
    promise(at_ < text_.size(), "a quoted cell ends", text_);
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

void promise_page(std::string_view html) {
  constexpr std::string_view kDoctype = "<!doctype html>";
  promise(html.starts_with(kDoctype), "a page says that it is HTML", html.substr(0, 80));
  promise_markup(html.substr(kDoctype.size()), kElements);
}

void promise_marked_text(std::string_view html) { promise_markup(html, {"mark"}); }

void promise_json(std::string_view text, bool by_line) {
  promise_utf8(text, "JSON is UTF-8");
  if (!by_line) return promise(nlohmann::json::accept(text), "an answer is JSON", text);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    promise(end != text.npos, "a line of JSON ends", text);
    promise(nlohmann::json::accept(text.substr(at, end - at)), "each line is JSON",
            text.substr(at, end - at));
    at = end + 1;
  }
}

void promise_problem(std::string_view text, int status) {
  promise_json(text);
  const auto told = nlohmann::json::parse(text);
  promise(told.at("status") == status && told.at("type").is_string() &&
              told.at("title").is_string() && told.at("detail").is_string(),
          "a problem has what RFC 9457 asks for", text);
}

void promise_xml(std::string_view text) {
  promise_utf8(text, "XML is UTF-8");
  std::vector<std::string_view> open;
  std::size_t at = text.starts_with("<?xml") ? text.find("?>") + 2 : 0;
  while (at < text.size()) {
    const auto begin = text.find('<', at);
    promise_escaped(text.substr(at, begin == text.npos ? begin : begin - at), ">");
    if (begin == text.npos) break;
    const Tag tag(text.substr(begin + 1));
    at = begin + 1 + tag.size();
    const bool alone = text[at - 2] == '/';
    if (tag.closing()) {
      promise(!open.empty() && open.back() == tag.name(), "elements of XML are closed in order",
              text.substr(begin, 80));
      open.pop_back();
    } else if (!alone) {
      open.push_back(tag.name());
    }
  }
  promise(open.empty(), "every element of XML is closed", text);
  for (const char c : text)
    promise(static_cast<unsigned char>(c) >= 0x20 || is_space(c), "XML has no control characters",
            text);
}

void promise_csv(std::string_view text) {
  promise_utf8(text, "tables are UTF-8");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Cells cells(text);
  const std::size_t width = cells.line();
  while (!cells.done()) promise(cells.line() == width, "a table is rectangular", text);
}

}  // namespace veille::fuzz
