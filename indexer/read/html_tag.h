// One HTML tag, scanned as the HTML standard's tokenizer does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

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

/// Offset of the next `</name` at or after `from`; npos when there is none. `name` is in lower
/// case.
std::size_t find_closing_tag(std::string_view html, std::string_view name, std::size_t from);

}  // namespace veille::read
