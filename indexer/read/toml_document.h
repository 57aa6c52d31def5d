// One TOML document to a Value, under limits.
#pragma once

#include <string>

#include "indexer/read/parsed_document.h"
#include "veille/result.h"

namespace veille::read {

/// Parses `text`, which is valid UTF-8 with LF line ends and begins on line `first_line` of its
/// file. Dates and numbers become scalars as ISO 8601 and as C writes them; keys are in the order
/// of the file.
///
/// Errors: toml_invalid, with the line, when it is no TOML; toml_refused, with the line, for
///         limits.
Result<ParsedDocument> parse_toml_document(const std::string& text, int first_line,
                                           const DocumentLimits& limits);

/// Reads `text` key by key: each top-level key or table with its lines is parsed alone; where that
/// fails, a key's value is what stands behind its '=', as written, and a table is left out, with a
/// problem.
Value recover_toml(const std::string& text, int first_line, std::vector<Error>& problems);

/// Where a block of TOML without an end marker ends: the offset of the first line that is no key,
/// table, comment or continuation of a list.
std::size_t plausible_toml_end(std::string_view block);

}  // namespace veille::read
