#include "indexer/read/templates.h"

#include <algorithm>
#include <array>
#include <vector>

#include "indexer/read/plain_text.h"
#include "indexer/read/template_lines.h"
#include "indexer/read/template_tags.h"

namespace veille::read {
namespace {

/// A tag that does not end within so many bytes is text; bounds the search where none ends.
constexpr std::size_t kMaxTagBytes = 2048;
constexpr std::size_t kMaxAttributeListBytes = 512;
constexpr std::size_t kMaxAddressBytes = 512;

bool starts_with(std::string_view text, std::string_view head) {
  return text.substr(0, head.size()) == head;
}

std::string line_ends_of(std::string_view text) {
  return std::string(static_cast<std::size_t>(count_line_ends(text)), '\n');
}

/// One kind of template tag by its delimiters.
struct TagKind {
  std::string_view open;
  std::string_view close;
};

/// Longest first: `{{<` is no output tag. `{# … #}` is a comment of Nunjucks.
constexpr TagKind kTagKinds[] = {
    {"{{<", ">}}"}, {"{{%", "%}}"}, {"{%", "%}"}, {"{{", "}}"}, {"{# ", "#}"}};

class TemplateScanner {
 public:
  TemplateScanner(std::string_view body, bool in_address) : body_(body), in_address_(in_address) {
    out_.reserve(body.size());
  }

  std::string run() {
    while (at_ < body_.size()) {
      const Line line = line_at(body_, at_);
      if (is_fence(line.text) || !fence_.empty()) {
        copy_fenced(line);
      } else if (const auto words = is_title_ ? std::nullopt : container_line(line.text)) {
        out_ += container_title(*words);
        at_ += line.text.size();
        copy_line_end();
      } else {
        heading_ = starts_with(trimmed(line.text), "#");
        const std::size_t end = line.begin + line.text.size();
        read_line(end);
        // A tag that spans lines ends within another one, which is read on from there.
        if (at_ == end) copy_line_end();
      }
    }
    return std::move(out_);
  }

 private:
  /// Opens or closes a block of code, CommonMark 4.5.
  static bool is_fence(std::string_view line) {
    line = trimmed(line);
    return starts_with(line, "```") || starts_with(line, "~~~");
  }

  /// The title of a container, in which no other one begins.
  static std::string container_title(std::string_view words) {
    TemplateScanner scanner(words, false);
    scanner.is_title_ = true;
    return scanner.run();
  }

  void copy_fenced(const Line& line) {
    const std::string_view words = trimmed(line.text);
    if (fence_.empty()) {
      const std::size_t length = std::min(words.find_first_not_of(words[0]), words.size());
      // Backticks behind the fence make it inline code.
      if (words[0] == '~' || words.find('`', length) == words.npos)
        fence_ = words.substr(0, length);
    } else if (starts_with(words, fence_) && words.find_first_not_of(fence_[0]) == words.npos) {
      fence_ = {};
    }
    out_ += body_.substr(line.begin, line.next - line.begin);
    at_ = line.next;
  }

  void copy_line_end() {
    if (at_ >= body_.size()) return;
    const Line rest = line_at(body_, at_);
    out_ += body_.substr(at_, rest.next - at_);
    at_ = rest.next;
  }

  /// Up to `end`, the end of the line; a tag that spans lines moves behind it.
  void read_line(std::size_t end) {
    while (at_ < end) {
      const char c = body_[at_];
      if (c == '`') {
        copy_code(end);
      } else if (c == '{' && (take_template() || take_attribute_list(end))) {
        continue;
      } else if (c == ']' && take_link_address(end)) {
        continue;
      } else if (c == '<' && take_component()) {
        continue;
      } else {
        out_ += c;
        ++at_;
      }
    }
  }

  /// Code between backticks, where its end is on the same line; else the backticks alone.
  void copy_code(std::size_t end) {
    const std::string_view line = body_.substr(at_, end - at_);
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    std::size_t close = line.find(line.substr(0, ticks), ticks);
    // Runs of another length do not close; a line of 64 KiB holds too few of them to matter.
    while (close != line.npos && close + ticks < line.size() && line[close + ticks] == '`') {
      close = line.find(line.substr(0, ticks),
                        std::min(line.find_first_not_of('`', close), line.size()));
    }
    const std::size_t length = close == line.npos ? ticks : close + ticks;
    out_ += line.substr(0, length);
    at_ += length;
  }

  bool take_template() {
    for (const TagKind& kind : kTagKinds) {
      if (!starts_with(body_.substr(at_), kind.open)) continue;
      const std::size_t close = find_close(kind);
      if (close == body_.npos) return false;
      const std::size_t begin = at_ + kind.open.size();
      const std::string_view whole = body_.substr(at_, close + kind.close.size() - at_);
      std::string_view inside = body_.substr(begin, close - begin);
      // Liquid's `{%- … -%}` also eats white space around the tag.
      if (starts_with(inside, "-")) inside.remove_prefix(1);
      if (!inside.empty() && inside.back() == '-') inside.remove_suffix(1);
      at_ += whole.size();
      return kind.open == "{%" ? take_liquid(kind, inside, whole) : put(kind, inside, whole);
    }
    return false;
  }

  /// Where the tag that begins here closes. No byte is searched twice in vain: a text may be
  /// nothing but openings.
  std::size_t find_close(const TagKind& kind) {
    std::size_t& searched = searched_[static_cast<std::size_t>(&kind - kTagKinds)];
    const std::size_t from = std::max(at_ + kind.open.size(), searched);
    const std::size_t until = std::min(at_ + kMaxTagBytes, body_.size());
    const std::size_t close = body_.substr(0, until).find(kind.close, from);
    if (close == body_.npos) searched = std::max(from, until - std::min(until, kind.close.size()));
    return close;
  }

  bool put(const TagKind& kind, std::string_view inside, std::string_view whole) {
    if (kind.open != "{# ")
      out_ += in_address_ ? tag_address(kind.open, inside) : tag_text(kind.open, inside);
    out_ += line_ends_of(whole);
    return true;
  }

  /// `<Button text="Read on" />` as what it shows.
  bool take_component() {
    const std::string_view rest = body_.substr(at_, std::min(body_.size() - at_, kMaxTagBytes));
    const std::size_t name = component_name(rest);
    const std::size_t close = name == 0 ? rest.npos : rest.find('>', name);
    if (close == rest.npos) return false;
    // What stands between `<Card title="One">` and its end goes on behind a space.
    out_ += component_text(rest.substr(name, close - name)) + (rest[close - 1] == '/' ? "" : " ");
    out_ += line_ends_of(rest.substr(0, close));
    at_ += close + 1;
    return true;
  }

  /// `raw` and `comment` govern what stands up to their end; the others stand alone.
  bool take_liquid(const TagKind& kind, std::string_view inside, std::string_view whole) {
    std::string_view rest = inside;
    const std::string_view word = take_word(rest);
    put(kind, inside, whole);
    if (word != "raw" && word != "comment") return true;
    const std::size_t end = find_end_tag(word == "raw" ? "endraw" : "endcomment");
    if (end == body_.npos) return true;
    const std::string_view held = body_.substr(at_, end - at_);
    out_ += word == "raw" ? std::string(held) : line_ends_of(held);
    at_ = end;
    return true;
  }

  /// Offset of `{% name %}` at or after the place reached.
  std::size_t find_end_tag(std::string_view name) {
    if (std::find(missing_.begin(), missing_.end(), name) != missing_.end()) return body_.npos;
    for (std::size_t at = body_.find(name, at_); at != body_.npos; at = body_.find(name, at + 1)) {
      std::size_t open = at;
      while (open > at_ && (is_space(body_[open - 1]) || body_[open - 1] == '-')) --open;
      if (open >= at_ + 2 && body_.substr(open - 2, 2) == "{%") return open - 2;
    }
    missing_.push_back(name);
    return body_.npos;
  }

  /// `{: .class}`, `{::options /}`, and in headings `{#id}` and `{.class}`.
  bool take_attribute_list(std::size_t end) {
    const std::string_view rest = body_.substr(at_, std::min(end - at_, kMaxAttributeListBytes));
    const char mark = rest.size() > 1 ? rest[1] : '\0';
    const std::size_t close = rest.find('}');
    if (close == rest.npos || (mark != ':' && mark != '#' && mark != '.')) return false;
    const bool last = trimmed(body_.substr(at_ + close + 1, end - at_ - close - 1)).empty();
    if (mark != ':' && !(heading_ && last)) return false;
    at_ += close + 1;
    return true;
  }

  /// `](an address.pdf)` as `](<an address.pdf>)`; false when it is not like this.
  bool take_link_address(std::size_t end) {
    if (!starts_with(body_.substr(at_), "](")) return false;
    const std::size_t close = closing_parenthesis(at_ + 2, end);
    if (close == body_.npos) return false;
    const std::string written = expanded(body_.substr(at_ + 2, close - at_ - 2));
    if (!needs_brackets(written)) return false;
    out_ += "](<" + std::string(trimmed(written)) + ">)";
    at_ = close + 1;
    return true;
  }

  /// Offset of the `)` that closes what begins at `begin`, on this line and not too far.
  std::size_t closing_parenthesis(std::size_t begin, std::size_t end) const {
    int depth = 1;
    for (std::size_t i = begin; i < std::min(end, begin + kMaxAddressBytes); ++i) {
      if (body_[i] == '(') ++depth;
      if (body_[i] == ')' && --depth == 0) return i;
    }
    return body_.npos;
  }

  /// `address` with its templates replaced; they hold no link address themselves, so this ends at
  /// one level.
  static std::string expanded(std::string_view address) {
    TemplateScanner scanner(address, true);
    while (scanner.at_ < address.size()) {
      if (address[scanner.at_] == '{' && scanner.take_template()) continue;
      scanner.out_ += address[scanner.at_++];
    }
    return std::move(scanner.out_);
  }

  /// Whether `address` has spaces in it, and is not an address with a title behind it.
  static bool needs_brackets(std::string_view address) {
    address = trimmed(address);
    const std::size_t space = address.find(' ');
    if (space == address.npos || address.find_first_of("<>\n\r") != address.npos) return false;
    if (address.back() == '"' || address.back() == '\'') return false;
    return address.back() != ')' || trimmed(address.substr(space))[0] != '(';
  }

  const std::string_view body_;
  const bool in_address_;  ///< only addresses count, no other words
  bool is_title_ = false;
  std::size_t at_ = 0;
  std::string out_;
  std::string_view fence_;  ///< that opened the block of code we are in; empty outside
  std::array<std::size_t, std::size(kTagKinds)> searched_{};  ///< no tag's end up to here, by kind
  std::vector<std::string_view> missing_;  ///< end tags that do not occur any more
  bool heading_ = false;
};

}  // namespace

std::string without_templates(std::string_view body) {
  if (body.find('\r') == body.npos) return TemplateScanner(body, false).run();
  // Where a line between CR and LF vanishes, two line ends would be one.
  const std::string lines = with_line_feeds(body);
  return TemplateScanner(lines, false).run();
}

}  // namespace veille::read
