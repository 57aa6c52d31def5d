// Word documents (Office Open XML) to text.
#pragma once

#include <string_view>

#include "indexer/read/extracted.h"
#include "veille/result.h"

namespace veille::convert {

/// The text as it shows with all changes accepted: what was inserted is text, what was deleted is
/// none. Styles with an outline level, among them "heading 1" and so on, begin sections; a row of a
/// table is a line; footnotes and endnotes stand at the end. Title, author and language are the
/// document's own.
///
/// Errors: damaged, encrypted, archive (read_members() says when).
/// Source: ECMA-376 part 1, sections 17.3, 17.7, 17.13.5.
Result<read::Extracted> read_docx(std::string_view bytes);

}  // namespace veille::convert
