// OpenDocument texts to text.
#pragma once

#include <string_view>

#include "indexer/read/extracted.h"
#include "veille/result.h"

namespace veille::convert {

/// The text as it shows: what was deleted, and comments, are none. Headings begin sections; a row
/// of a table is a line; notes stand at the end. Title, author and language are the document's own.
///
/// Errors: damaged, encrypted, archive (read_members() says when).
/// Source: OpenDocument 1.3 part 3, sections 5, 6 and 9.
Result<read::Extracted> read_odt(std::string_view bytes);

}  // namespace veille::convert
