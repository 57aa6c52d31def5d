// The documents of one leaf, and what it adds to their scores.
#pragma once

#include "searchd/search/match.h"

namespace veille::search {

/// The documents that match a word, prefix, phrase or words near each other; their scores are added
/// to `scores` unless it is null. Throws: Xapian::Error.
Bitmap match_text(const MatchContext& context, const Node& node,
                  const std::vector<Expansion>& places, Scores* scores);

/// The documents that match a facet's values or dates.
Bitmap match_field(const MatchContext& context, const Node& node);

}  // namespace veille::search
