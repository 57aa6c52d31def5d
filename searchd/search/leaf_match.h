// The documents of one leaf, and what it adds to their scores.
#pragma once

#include "searchd/search/match.h"

namespace veille::search {

/// Finds the documents of a word, prefix, phrase or words near each other and sets the bitmaps of
/// `leaf`; their scores are added to `scores` unless it is null. Throws: Xapian::Error.
///
/// `least_documents`  it weighs as if at least so many documents had it.
void match_text(const MatchContext& context, Leaf& leaf, Scores* scores,
                std::uint64_t least_documents);

}  // namespace veille::search
