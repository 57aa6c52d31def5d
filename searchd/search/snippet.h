// The part of a text that shows why it was found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/marked_forms.h"

namespace veille::search {

/// What stands around a piece of text that was cut out of a longer one.
struct Cut {
  bool before = false;                       ///< there is more before it
  bool behind = false;                       ///< there is more behind it
  std::uint64_t leaves = ~std::uint64_t{0};  ///< that are marked, see leaves_of()
};

/// About kSnippetWords words of `text` around the place with the most different leaves, from the
/// beginning of a sentence and to the end of one where these are near, with an ellipsis where text
/// is left out, white space as single spaces. The beginning of the text when nothing is marked;
/// empty when there is no word. What is
/// longer than words are is cut inside.
Snippet make_snippet(std::string_view text, const MarkedForms& forms, Cut cut = {});

}  // namespace veille::search
