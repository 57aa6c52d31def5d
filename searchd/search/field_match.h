// The documents of a leaf that asks for a field.
#pragma once

#include "searchd/search/match.h"

namespace veille::search {

/// The documents that match a facet's values or dates.
Bitmap match_field(const MatchContext& context, const Node& node);

}  // namespace veille::search
