// How much is shown of what a publication is called.
#pragma once

#include <cstddef>
#include <string>

#include "veille/publication.h"

namespace veille::site {

// Source: our judgement. Several times what the longest real ones have; documents, which have
// narrower bounds, keep theirs. Without them one heading of a hostile text fills a page of results.
inline constexpr std::size_t kMaxTitleBytes = 1000;
inline constexpr std::size_t kMaxDescriptionBytes = 4000;
inline constexpr std::size_t kMaxHeadingBytes = 1000;
inline constexpr std::size_t kMaxNameBytes = 200;  ///< of one author or tag
inline constexpr std::size_t kMaxNames = 200;      ///< authors or tags of one publication

/// `text` with runs of white space as one space and at most `most_bytes` long; what is cut ends, at
/// the end of a character, with "…".
std::string shortened(const std::string& text, std::size_t most_bytes);

/// Holds title, description, authors, tags and headings to these bounds. No text is lost: one below
/// a heading that is too long begins with all of it.
void bound_shown_text(Publication& publication);

}  // namespace veille::site
