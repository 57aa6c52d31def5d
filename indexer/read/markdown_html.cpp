#include "indexer/read/markdown_html.h"

#include <cmark.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "indexer/read/html_guard.h"

namespace veille::read {
namespace {

std::string_view literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? std::string_view{} : text;
}

/// A table's rule: `|---|:--:|`.
bool is_rule(std::string_view line) {
  return line.find('|') != line.npos && line.find('-') != line.npos &&
         line.find_first_not_of("|-: \t") == line.npos;
}

/// The lines of a paragraph as far as they are plain text; anything else is shown as U+001A.
std::vector<std::string> plain_lines(cmark_node* paragraph) {
  std::vector<std::string> lines(1);
  for (auto* node = cmark_node_first_child(paragraph); node != nullptr;
       node = cmark_node_next(node)) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        lines.back() += literal(node);
        break;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        lines.emplace_back();
        break;
      default:
        lines.back() += '\x1A';
    }
  }
  return lines;
}

constexpr std::size_t kNoTable = static_cast<std::size_t>(-1);

/// The first of `lines` that belongs to a table: the one above a rule, or all when all begin with a
/// pipe.
std::size_t table_begin(const std::vector<std::string>& lines) {
  const auto begins_with_pipe = [](const std::string& line) { return line.find('|') == 0; };
  if (lines.size() < 2) return kNoTable;
  if (std::all_of(lines.begin(), lines.end(), begins_with_pipe)) return 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (is_rule(lines[i]) && lines[i - 1].find('|') != std::string::npos) return i - 1;
  }
  return kNoTable;
}

/// Tag of a block; null for nodes that are none.
const char* block_tag(cmark_node* node) {
  static constexpr const char* kHeadings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
      return "p";
    case CMARK_NODE_BLOCK_QUOTE:
      return "blockquote";
    case CMARK_NODE_LIST:
      return "ul";
    case CMARK_NODE_ITEM:
      return "li";
    case CMARK_NODE_CODE_BLOCK:
      return "pre";
    case CMARK_NODE_HEADING:
      return kHeadings[std::clamp(cmark_node_get_heading_level(node), 1, 6) - 1];
    default:
      return nullptr;
  }
}

class Writer {
 public:
  void enter(cmark_node* node) {
    if (const char* tag = block_tag(node); tag != nullptr) {
      new_line(cmark_node_get_start_line(node));
      out_.html.append("<").append(tag).append(">");
    }
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        return enter_paragraph(node);
      case CMARK_NODE_CODE_BLOCK:
        return write_code_block(node);
      case CMARK_NODE_HTML_BLOCK:
        return write_html_block(node);
      case CMARK_NODE_THEMATIC_BREAK:
        out_.html += "<hr>";
        return;
      case CMARK_NODE_TEXT:
        return write_text(node);
      case CMARK_NODE_CODE:
        return escape(literal(node));
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        return write_break(node);
      case CMARK_NODE_HTML_INLINE:
        return write_lines(literal(node));
      case CMARK_NODE_LINK:
        return enter_link(node);
      default:
        return;
    }
  }

  void leave(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH) table_ = kNoTable;
    if (type == CMARK_NODE_LINK) out_.html += "</a>";
    // A code block is a leaf for cmark, which never leaves it.
    if (const char* tag = block_tag(node); tag != nullptr && type != CMARK_NODE_CODE_BLOCK) {
      out_.html.append("</").append(tag).append(">");
    }
  }

  MarkdownHtml take() { return std::move(out_); }

 private:
  /// Begins a line of HTML that comes from line `line` of the Markdown.
  void new_line(int line) {
    out_.html += '\n';
    out_.lines.push_back(line);
    line_ = line;
  }

  void write_lines(std::string_view html) {
    for (const char c : html) {
      if (c == '\n') {
        new_line(line_ + 1);
      } else {
        out_.html += c;
      }
    }
  }

  void escape(std::string_view text) {
    for (const char c : text) {
      switch (c) {
        case '&':
          out_.html += "&amp;";
          break;
        case '<':
          out_.html += "&lt;";
          break;
        case '>':
          out_.html += "&gt;";
          break;
        case '"':
          out_.html += "&quot;";
          break;
        case '\n':
          out_.html += ' ';
          break;
        default:
          out_.html += c;
      }
    }
  }

  void enter_paragraph(cmark_node* node) {
    const std::vector<std::string> lines = plain_lines(node);
    table_ = table_begin(lines);
    row_ = 0;
    rules_.assign(lines.size(), false);
    if (table_ == kNoTable) return;
    for (std::size_t i = table_; i < lines.size(); ++i) rules_[i] = is_rule(lines[i]);
  }

  bool in_table() const { return row_ >= table_; }

  void write_text(cmark_node* node) {
    if (!in_table()) return escape(literal(node));
    if (row_ < rules_.size() && rules_[row_]) return;
    std::string cells(literal(node));
    std::replace(cells.begin(), cells.end(), '|', ' ');
    escape(cells);
  }

  void write_break(cmark_node* node) {
    const bool of_paragraph = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_PARAGRAPH;
    if (of_paragraph) ++row_;
    if (cmark_node_get_type(node) == CMARK_NODE_LINEBREAK || (of_paragraph && in_table())) {
      out_.html += "<br>";
    }
    new_line(line_ + 1);
  }

  void write_code_block(cmark_node* node) {
    std::string_view rest = literal(node);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      new_line(line_ + 1);
      escape(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    out_.html += "</pre>";
  }

  void write_html_block(cmark_node* node) {
    const std::string_view html = literal(node);
    const std::size_t end = unfinished_tag(html);
    new_line(cmark_node_get_start_line(node));
    write_lines(html.substr(0, end));
    escape(html.substr(end));
  }

  void enter_link(cmark_node* node) {
    // A comment moves to another line without parting words; the link knows its line better than we
    // do.
    if (const int line = cmark_node_get_start_line(node); line > 0 && line != line_) {
      out_.html += "<!--";
      new_line(line);
      out_.html += "-->";
    }
    out_.html += "<a href=\"";
    escape(cmark_node_get_url(node));
    out_.html += "\">";
  }

  MarkdownHtml out_{"", {1}};
  int line_ = 1;
  std::size_t table_ = kNoTable;  ///< row where the paragraph's table begins
  std::size_t row_ = 0;
  std::vector<bool> rules_;
};

}  // namespace

MarkdownHtml markdown_html(cmark_node* root) {
  Writer writer;
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(cmark_iter_new(root),
                                                                         &cmark_iter_free);
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event == CMARK_EVENT_ENTER) {
      writer.enter(node);
    } else {
      writer.leave(node);
    }
  }
  return writer.take();
}

}  // namespace veille::read
