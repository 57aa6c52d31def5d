#include "indexer/read/html_text.h"

#include <gumbo.h>

#include <memory>
#include <stdexcept>

#include "indexer/read/html_guard.h"
#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

/// Text as it flows on a page: white space collapsed, lines without blank ones between them.
class Flow {
 public:
  void add(std::string_view text) {
    for (const char c : text) {
      if (is_space(c)) {
        space_ = true;
        continue;
      }
      if (space_ && !text_.empty() && text_.back() != '\n') text_ += ' ';
      space_ = false;
      text_ += c;
    }
  }

  /// Text whose line ends and spaces count.
  void add_preformatted(std::string_view text) {
    for (const char c : text) {
      if (c == '\n') {
        end_line();
      } else if (c != '\r') {
        if (space_ && !text_.empty() && text_.back() != '\n') text_ += ' ';
        space_ = false;
        text_ += c;
      }
    }
  }

  void add_space() { space_ = true; }

  void end_line() {
    space_ = false;
    while (!text_.empty() && (text_.back() == ' ' || text_.back() == '\t')) text_.pop_back();
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  }

  /// What was gathered; the flow is empty afterwards.
  std::string take() {
    end_line();
    std::string text = clean_text(trimmed(text_));
    text_.clear();
    return text;
  }

  /// The same, on one line.
  std::string take_line() {
    std::string text = take();
    for (char& c : text) {
      if (c == '\n' || c == '\t') c = ' ';
    }
    return text;
  }

 private:
  std::string text_;
  bool space_ = false;
};

int heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
}

/// The guard lets through blocks, and these.
bool is_inline(GumboTag tag) {
  return tag == GUMBO_TAG_A || tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_AREA;
}

bool is_cell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

std::string attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? "" : found->value;
}

/// Takes the nodes of a tree in their order and makes sections and links of them.
class TextCollector {
 public:
  void enter(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        return add(node.v.text.text);
      case GUMBO_NODE_ELEMENT:
        return enter_element(node.v.element);
      default:
        return;
    }
  }

  void leave(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) return;
    const GumboTag tag = node.v.element.tag;
    if (tag == GUMBO_TAG_A) end_link();
    if (tag == GUMBO_TAG_PRE) --preformatted_;
    if (tag == GUMBO_TAG_TITLE) end_title();
    if (heading_level(tag) > 0) end_heading(heading_level(tag));
    if (is_cell(tag)) {
      flow().add_space();
    } else if (!is_inline(tag)) {
      flow().end_line();
    }
  }

  HtmlText finish() {
    end_link();
    end_section();
    return std::move(result_);
  }

 private:
  Flow& flow() { return in_title_ ? title_ : headings_ > 0 ? heading_ : body_; }

  void add(std::string_view text) {
    if (preformatted_ > 0) {
      flow().add_preformatted(text);
    } else {
      flow().add(text);
    }
    if (in_link_) link_text_.add(text);
  }

  void enter_element(const GumboElement& element) {
    const GumboTag tag = element.tag;
    if (is_cell(tag)) {
      flow().add_space();
    } else if (!is_inline(tag)) {
      flow().end_line();
      link_text_.add_space();
    }
    if (heading_level(tag) > 0) ++headings_;
    if (tag == GUMBO_TAG_PRE) ++preformatted_;
    if (tag == GUMBO_TAG_TITLE) in_title_ = true;
    if (tag == GUMBO_TAG_A) begin_link(element);
    if (tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_AREA) add(attribute(element, "alt"));
    if (tag == GUMBO_TAG_HTML) result_.language = attribute(element, "lang");
  }

  void begin_link(const GumboElement& element) {
    end_link();
    const std::string target = attribute(element, "href");
    const std::string_view address = trimmed(target);
    if (address.empty()) return;
    const auto line = static_cast<int>(element.start_pos.line);
    result_.links.push_back({clean_text(address), "", line});
    in_link_ = true;
  }

  void end_link() {
    const std::string text = link_text_.take_line();
    if (in_link_) result_.links.back().text = text;
    in_link_ = false;
  }

  void end_title() {
    if (result_.title.empty()) result_.title = title_.take_line();
    in_title_ = false;
  }

  void end_heading(int level) {
    if (--headings_ > 0) return;
    std::string words = heading_.take_line();
    if (words.empty()) return;
    end_section();
    if (level == 1 && result_.first_heading.empty()) result_.first_heading = words;
    section_.heading = std::move(words);
  }

  void end_section() {
    section_.text = body_.take();
    if (!section_.heading.empty() || !section_.text.empty()) {
      result_.sections.push_back(std::move(section_));
    }
    section_ = {};
  }

  HtmlText result_;
  Section section_;
  Flow body_;
  Flow heading_;
  Flow title_;
  Flow link_text_;
  int headings_ = 0;
  int preformatted_ = 0;
  bool in_title_ = false;
  bool in_link_ = false;
};

const GumboVector* children(const GumboNode& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  return node.type == GUMBO_NODE_ELEMENT ? &node.v.element.children : nullptr;
}

/// In document order, without recursion.
void walk(const GumboNode& root, TextCollector& collector) {
  struct Step {
    const GumboNode* node;
    unsigned int next_child;
  };
  std::vector<Step> path{{&root, 0}};
  collector.enter(root);
  while (!path.empty()) {
    Step& step = path.back();
    const GumboVector* nodes = children(*step.node);
    if (nodes != nullptr && step.next_child < nodes->length) {
      const auto* child = static_cast<const GumboNode*>(nodes->data[step.next_child++]);
      collector.enter(*child);
      path.push_back({child, 0});
    } else {
      collector.leave(*step.node);
      path.pop_back();
    }
  }
}

}  // namespace

HtmlText html_text(std::string_view html) {
  // gumbo would show each control character as U+FFFD.
  const GuardedHtml guarded = guard_html(without_controls(html));
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output(
      gumbo_parse_with_options(&options, guarded.html.data(), guarded.html.size()), destroy);
  TextCollector collector;
  walk(*output->document, collector);
  HtmlText text = collector.finish();
  text.too_deep = guarded.too_deep;
  return text;
}

}  // namespace veille::read
