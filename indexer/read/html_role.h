// What each HTML element means for the text.
#pragma once

#include <string_view>

namespace veille::read {

enum class Role {
  dropped,     ///< inline or unknown: the tag goes, what it holds stays
  line_break,  ///< ends a line, but nests in ways that a stack cannot follow
  container,   ///< nests; closed by its own end tag
  item,        ///< closed by its like, too: li, dt, dd
  leaf,        ///< no nesting of its own: void elements, p, parts of tables, html, head, body
  link,        ///< a
  raw_text,    ///< what it holds is no text
  text_only,   ///< what it holds is text without tags: title, textarea, xmp
};

/// `name` in lower case; unknown names are `dropped`.
Role role_of(std::string_view name);

}  // namespace veille::read
