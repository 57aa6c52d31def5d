// Markdown to plain text, by walking cmark's tree.
#pragma once

#include <string_view>

#include "indexer/read/extracted.h"

namespace veille::read {

inline constexpr std::size_t kMaxMarkdownBytes = 1024 * 1024;
inline constexpr std::size_t kMaxMarkdownLineBytes = 64 * 1024;

/// The text of a Markdown body: a new section at each heading (the heading without markup),
/// paragraphs, list items and table rows each on a line of their own, code as text, images by their
/// alternative text, HTML inside it by `html_text`. kramdown attribute lists (`{: .x}`) and Liquid
/// and Hugo tags (`{% … %}`, `{{ … }}`) are not text.
///
/// `body_line`  the line of the file on which `body` begins, for the line of links and problems.
/// Problems:    too_large, line_too_long, invalid_utf8, parser_limit (input on which cmark would be
/// quadratic).
Extracted read_markdown(std::string_view body, int body_line = 1);

}  // namespace veille::read
