#include "indexer/read/html_guard.h"

#include <algorithm>
#include <vector>

#include "indexer/read/html_role.h"
#include "indexer/read/html_tag.h"
#include "indexer/read/plain_text.h"
#include "veille/utf8.h"

namespace veille::read {
namespace {

/// An address longer than this is no link to a report; gumbo may have to copy it once per block.
constexpr std::size_t kMaxAttributeBytes = 4096;
/// Blocks inside one link before the link is closed: each may cost gumbo a copy of it.
constexpr int kMaxBlocksInLink = 64;

bool same_item(std::string_view a, std::string_view b) { return (a == "li") == (b == "li"); }

class Guard {
 public:
  explicit Guard(std::string_view html) : html_(html) { out_.html.reserve(html.size()); }

  GuardedHtml run() {
    while (at_ < html_.size()) {
      const std::size_t open = std::min(html_.find('<', at_), html_.size());
      out_.html += html_.substr(at_, open - at_);
      at_ = open;
      if (at_ < html_.size()) markup();
    }
    return std::move(out_);
  }

 private:
  void markup() {
    const std::string_view rest = html_.substr(at_, 4);
    const char next = rest.size() > 1 ? rest[1] : '\0';
    if (rest == "<!--") return comment();
    const bool end_tag = next == '/' && rest.size() > 2;
    if (next == '!' || next == '?' || (end_tag && !is_ascii_letter(rest[2])))
      return bogus_comment();
    if (is_ascii_letter(next) || end_tag) return tag();
    take_as_text(at_ + 1);
  }

  /// Up to `end`, tags are text.
  void take_as_text(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (html_[at_] == '<') {
        out_.html += "&lt;";
      } else {
        out_.html += html_[at_];
      }
    }
  }

  /// Declarations, processing instructions and the like, up to '>'.
  void bogus_comment() {
    if (last_bracket_ == html_.npos || last_bracket_ < at_) return take_as_text(at_ + 1);
    drop_until(html_.find('>', at_) + 1);
  }

  /// Leaves out the bytes up to `end`, but keeps their lines.
  void drop_until(std::size_t end) {
    if (const int lines = count_line_ends(html_.substr(at_, end - at_)); lines > 0) {
      out_.html += "<!--" + std::string(static_cast<std::size_t>(lines), '\n') + "-->";
    }
    at_ = end;
  }

  /// Ends with `-->` or `--!>`; `<!-->` is a whole comment, so the search begins inside the
  /// opening.
  void comment() {
    std::size_t end = comments_end_ ? html_.find("--", at_ + 2) : html_.npos;
    for (; end != html_.npos; end = html_.find("--", end + 1)) {
      const std::string_view behind = html_.substr(end + 2, 2);
      if (behind.substr(0, 1) == ">") return drop_until(end + 3);
      if (behind == "!>" && end > at_ + 2) return drop_until(end + 4);
    }
    // Asked once: what has no end here has none further on.
    comments_end_ = false;
    take_as_text(at_ + 1);
  }

  void tag() {
    const HtmlTag tag = scan_html_tag(html_, at_);
    // A quote or tag that is never closed would take all the rest with it.
    if (tag.end == html_.npos) return take_as_text(html_.size());
    const Role role = role_of(tag.name);
    if (!tag.closing && (role == Role::raw_text || role == Role::text_only)) {
      return element_without_tags(tag, role);
    }
    if (role != Role::dropped && role != Role::raw_text && role != Role::text_only) {
      emit(tag, role);
    }
    drop_until(tag.end);
  }

  void element_without_tags(const HtmlTag& tag, Role role) {
    const std::size_t close = closing_tag(tag.name, tag.end);
    drop_until(tag.end);
    if (close == html_.npos) return;
    if (role == Role::raw_text) {
      drop_until(close);
    } else {
      const bool title = tag.name == "title";
      if (title) out_.html += "<title>";
      take_as_text(close);
      out_.html += title ? "</title>" : "<br>";
    }
  }

  /// find_closing_tag, which is asked once only about a name that is closed nowhere behind.
  std::size_t closing_tag(const std::string& name, std::size_t from) {
    if (std::find(unclosed_.begin(), unclosed_.end(), name) != unclosed_.end()) return html_.npos;
    const std::size_t at = find_closing_tag(html_, name, from);
    if (at == html_.npos) unclosed_.push_back(name);
    return at;
  }

  void emit(const HtmlTag& tag, Role role) {
    switch (role) {
      case Role::line_break:
        out_.html += "<br>";
        break;
      case Role::link:
        emit_link(tag);
        break;
      case Role::item:
      case Role::container:
        emit_nested(tag, role);
        break;
      default:
        write(tag);
    }
    if (role != Role::link && tag.name != "br" && tag.name != "img") limit_link();
  }

  void emit_link(const HtmlTag& tag) {
    blocks_in_link_ = tag.closing ? -1 : 0;
    write(tag);
  }

  void limit_link() {
    if (blocks_in_link_ < 0 || ++blocks_in_link_ < kMaxBlocksInLink) return;
    out_.html += "</a>";
    blocks_in_link_ = -1;
  }

  /// Keeps a stack at least as deep as gumbo's, so that its depth is bounded.
  void emit_nested(const HtmlTag& tag, Role role) {
    if (tag.closing) {
      if (close(tag.name)) write(tag);
      return;
    }
    if (role == Role::item && !open_.empty() && role_of(open_.back()) == Role::item &&
        same_item(open_.back(), tag.name)) {
      open_.pop_back();
    }
    if (open_.size() >= kMaxHtmlLevels) {
      out_.too_deep = true;
      out_.html += "<br>";
      return;
    }
    open_.push_back(tag.name);
    write(tag);
  }

  /// An end tag closes what lies in it, but reaches out of no table.
  bool close(const std::string& name) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) {
        open_.resize(i);
        return true;
      }
      if (open_[i] == "table") return false;
    }
    return false;
  }

  void write(const HtmlTag& tag) {
    out_.html += tag.closing ? "</" : "<";
    out_.html += tag.name;
    if (!tag.closing && !tag.value.empty() && tag.value.size() <= kMaxAttributeBytes) {
      out_.html += " ";
      out_.html += wanted_attribute(tag.name);
      out_.html += "=\"";
      for (const char c : tag.value) {
        if (c == '"') {
          out_.html += "&quot;";
        } else {
          out_.html += c == '\n' || c == '\r' ? ' ' : c;
        }
      }
      out_.html += '"';
    }
    out_.html += '>';
  }

  const std::string_view html_;
  const std::size_t last_bracket_ = html_.rfind('>');
  std::size_t at_ = 0;
  GuardedHtml out_;
  std::vector<std::string> open_;
  std::vector<std::string> unclosed_;
  int blocks_in_link_ = -1;  ///< -1 outside of links
  bool comments_end_ = true;
};

}  // namespace

GuardedHtml guard_html(std::string_view html) {
  if (html.find('\r') == html.npos) return Guard(html).run();
  // Where a tag between CR and LF vanishes, two line ends would be one.
  const std::string lines = with_line_feeds(html);
  return Guard(lines).run();
}

std::size_t unfinished_tag(std::string_view html) {
  for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at)) {
    const std::size_t name = at + (html.substr(at, 2) == "</" ? 2 : 1);
    if (name >= html.size() || !is_ascii_letter(html[name])) {
      ++at;
      continue;
    }
    const HtmlTag tag = scan_html_tag(html, at);
    if (tag.end == html.npos) return at;
    at = tag.end;
    // What looks like a tag inside a script is none.
    const bool raw = !tag.closing && role_of(tag.name) == Role::raw_text;
    if (raw) at = std::min(find_closing_tag(html, tag.name, at), html.size());
  }
  return html.size();
}

}  // namespace veille::read
