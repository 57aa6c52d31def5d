// The part of a text that shows why it was found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/match.h"
#include "searchd/search/sections.h"

namespace veille::search {

/// What is marked: the forms of all leaves. A leaf's number stands for it.
class MarkedForms {
 public:
  explicit MarkedForms(const std::vector<Leaf>& leaves);
  /// What a word of a text is to the query.
  struct Mark {
    std::uint64_t leaves =
        0;  ///< the leaves that it is a form of, as bits; those beyond the 64th share the last
    bool exact = false;  ///< it is a form as typed, not only one with the same stem
  };
  Mark mark(const std::string& word) const;

 private:
  std::vector<std::pair<std::string, Mark>> forms_;  // sorted by form
};

/// The leaves that a document has, as bits like those of marks: others are not marked in it.
std::uint64_t leaves_of(const std::vector<Leaf>& leaves, DocumentId id);

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
