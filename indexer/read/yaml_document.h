// One YAML document to a Value, under limits: yaml-cpp's events, without its aliases, tags and node
// graph.
#pragma once

#include <string>
#include <string_view>

#include "indexer/read/parsed_document.h"

namespace veille::read {

/// Parses `text`, which is valid UTF-8 with LF line ends and begins on line `first_line` of its
/// file.
///
/// Errors: yaml_invalid, with the line, when it is no YAML or several documents;
///         yaml_refused, with the line, for anchors, aliases, tags, keys that are no scalars, and
///         limits.
Result<ParsedDocument> parse_yaml_document(const std::string& text, int first_line,
                                           const DocumentLimits& limits);

/// `bytes` as parse_yaml_document wants them: line ends to LF, bad bytes and NUL to U+FFFD.
std::string yaml_text(std::string_view bytes);

}  // namespace veille::read
