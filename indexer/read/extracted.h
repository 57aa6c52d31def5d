// What every reader makes of a file's bytes: plain text in sections, and the links in it.
#pragma once

#include <string>
#include <vector>

#include "veille/publication.h"
#include "veille/result.h"

namespace veille::read {

/// A link as written in the text; entities decoded, percent escapes kept.
struct Link {
  std::string target;  ///< "../docs/a.pdf", "/docs/a%20b.pdf", "https://…"
  std::string text;    ///< the words of the link, without markup
  int line = 0;        ///< in the file, from 1; 0 when the reader cannot tell

  bool operator==(const Link&) const = default;
};

/// A text out of a file. What the file says of itself is kept apart from what its front matter
/// declares.
struct Extracted {
  std::string title;  ///< a document's own title or the first heading of level 1; empty when none
  std::string language;              ///< what the file declares (`lang`); empty when it does not
  std::vector<std::string> authors;  ///< a document's own author; empty for posts
  std::string date;                  ///< YYYY-MM-DD that the file states of itself; empty when none
  std::vector<Section> sections;     ///< in reading order, never empty strings only
  std::vector<Link> links;           ///< in reading order
  std::vector<Error> problems;       ///< what was set aside while reading; the rest is usable
};

}  // namespace veille::read
