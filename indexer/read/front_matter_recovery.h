// What can still be said of front matter that is not YAML.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/read/front_matter.h"

namespace veille::read {

/// Where a front matter block without an end marker ends: the offset of the first line that is
/// neither `key: value`, nor an item, nor a continuation. After a blank line only `key:` in lower
/// case counts: "Note: …" is prose.
std::size_t plausible_front_matter_end(std::string_view block);

/// Whether `block` holds a paragraph of prose between blank lines, so that its end marker was none
/// of its own.
bool holds_prose(std::string_view block);

/// Reads `text` (as yaml_text gives it) key by key: each top-level key with its lines is parsed as
/// YAML alone; where that fails, its value is what stands behind the colon, or the `- item` lines
/// below it, as written. Keys whose values are refused are left out, with a problem.
Value recover_front_matter(const std::string& text, int first_line, std::vector<Error>& problems);

/// Mends lines that YAML takes for keys without a value, though they are none: `image:/a.png` is a
/// key and its value, and words at the head of a line go on the empty value above them. Each is
/// reported (front_matter_invalid).
void mend_stray_lines(Value& map, std::vector<Error>& problems);

}  // namespace veille::read
