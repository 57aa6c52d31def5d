// The little of CSS that names one element of a page: "main", "#content", "div.post",
// "[role=main]".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/read/html_tag.h"

namespace veille::read {

class HtmlSelector {
 public:
  /// One compound selector: an element's name, #id, .class and [attribute=value], any of them, at
  /// least one. Nothing when `text` is something else.
  static std::optional<HtmlSelector> parse(std::string_view text);

  bool matches(const FullHtmlTag& tag) const;

 private:
  std::string name_;
  std::vector<std::string> classes_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

}  // namespace veille::read
