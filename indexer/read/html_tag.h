// One HTML tag, scanned as the HTML standard's tokenizer does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace veille::read {

struct HtmlTag {
  std::string name;  ///< lower case
  bool closing = false;
  std::size_t end = 0;     ///< offset behind its '>'
  std::string_view value;  ///< of its wanted attribute, entities not decoded; empty when absent
};

/// The one attribute of an element that matters for text: `href` of a, `alt` of img and area,
/// `lang` of html; empty for all others.
std::string_view wanted_attribute(std::string_view name);

/// Scans the tag whose '<' is at `begin`, before a letter or "/" and a letter; `end` is npos when
/// it never ends.
HtmlTag scan_html_tag(std::string_view html, std::size_t begin);

struct HtmlAttribute {
  std::string name;        ///< lower case
  std::string_view value;  ///< entities not decoded; empty when absent
};

/// A tag with its attributes, each name once; of more than 64 the rest is left out.
struct FullHtmlTag {
  HtmlTag tag;
  std::vector<HtmlAttribute> attributes;

  /// The attribute's value; empty when the tag has none of this name.
  std::string_view attribute(std::string_view name) const;
};
FullHtmlTag scan_full_html_tag(std::string_view html, std::size_t begin);

/// Goes through the tags of a document in their order, past comments and what lies in scripts,
/// styles and their like. Takes time in proportion to the text.
class HtmlTags {
 public:
  explicit HtmlTags(std::string_view html) : html_(html) {}

  /// The offset of the '<' of the next tag; npos after the last.
  std::size_t next();
  /// What stands between the tag at `begin`, which ends at `end`, and its closing tag: for elements
  /// that hold no others. The rest of the text when it is never closed.
  std::string_view inner(const HtmlTag& tag) const;

 private:
  std::size_t behind(std::size_t begin);
  std::size_t closing_tag(const std::string& name, std::size_t from);

  const std::string_view html_;
  std::size_t at_ = 0;
  std::vector<std::string> unclosed_;
  bool comments_end_ = true;
};

/// Offset of the next `</name` at or after `from`; npos when there is none. `name` is in lower
/// case.
std::size_t find_closing_tag(std::string_view html, std::string_view name, std::size_t from);

}  // namespace veille::read
