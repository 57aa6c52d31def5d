// One JSON object to a Value, under limits.
#pragma once

#include <string>
#include <string_view>

#include "indexer/read/parsed_document.h"

namespace veille::read {

/// Parses `text`, an object that begins on line `first_line` of its file. What comes before an
/// error is kept, and behind it the keys that stand with their value on a line of their own.
///
/// Problems: json_invalid and json_refused (limits), with the line; duplicate_key.
ParsedDocument parse_json_document(std::string_view text, int first_line,
                                   const DocumentLimits& limits);

/// Length of the object that `bytes` begins with: up to the brace that closes it, else up to the
/// end of a line that holds nothing but a closing brace; 0 when there is neither within
/// `most_bytes`, or when this is no object (a template tag begins with a brace, too).
std::size_t json_object_length(std::string_view bytes, std::size_t most_bytes);

}  // namespace veille::read
