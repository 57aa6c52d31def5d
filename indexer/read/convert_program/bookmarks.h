// The bookmarks of a PDF with the pages that they name, which poppler-cpp does not tell.
#pragma once

#include <string>
#include <vector>

namespace veille::convert {

struct Bookmark {
  std::string title;  ///< UTF-8, as written
  int page = 0;       ///< from 1
};

/// What a PDF says of its whole, beside its text.
struct Outline {
  std::vector<Bookmark> bookmarks;  ///< in the order of the outline, parents before children
  std::string language;             ///< of its catalogue, as written; empty when none
};

/// Bookmarks to the first `pages` pages; those without a title or page in the document are left
/// out. At most 10,000 entries are looked at, each once, however they are linked. A file that
/// cannot be read gives what was found until then.
Outline read_outline(const std::string& bytes, int pages);

}  // namespace veille::convert
