// A page as a generator has built it: what it says to readers, and what it says of itself.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/read/extracted.h"
#include "indexer/read/html_head.h"
#include "indexer/read/html_selector.h"

namespace veille::read {

struct HtmlPage {
  HtmlHead head;
  Extracted text;  ///< of the main content; its title is the first <h1> there
};

/// `bytes` in UTF-8, or in the charset that they declare. `main` names the element that holds the
/// text, see main_content().
/// Problems: as read_html().
HtmlPage read_html_page(std::string_view bytes, const std::optional<HtmlSelector>& main);

}  // namespace veille::read
