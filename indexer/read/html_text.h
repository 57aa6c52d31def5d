// The text of HTML, for the HTML reader and for the Markdown reader, which goes through HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/read/extracted.h"

namespace veille::read {

struct HtmlText {
  std::string title;          ///< of <title>
  std::string first_heading;  ///< of the first <h1> that has one
  std::string language;       ///< `lang` of <html>, as written
  std::vector<Section> sections;
  std::vector<Link> links;  ///< their lines are lines of `html`, from 1
  bool too_deep = false;
};

/// `html` is valid UTF-8.
HtmlText html_text(std::string_view html);

}  // namespace veille::read
