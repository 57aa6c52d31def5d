// HTML to plain text, by walking gumbo's tree.
#pragma once

#include <string_view>

#include "indexer/read/extracted.h"

namespace veille::read {

inline constexpr std::size_t kMaxHtmlBytes = 8 * 1024 * 1024;

/// The text of an HTML body or fragment as sections, like read_markdown's. Script, style, template
/// and comments are not text; block elements end a line, inline ones do not; entities are decoded;
/// `alt` of images is text.
///
/// `title` is the text of <title>, else of the first <h1>; `language` the `lang` of <html>.
/// Problems: too_large, too_deep (beyond 512 levels the rest is read flat), invalid_utf8.
Extracted read_html(std::string_view bytes, int first_line = 1);

}  // namespace veille::read
