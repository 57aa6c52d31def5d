// The tags of a text.
#pragma once

#include <string>
#include <vector>

#include "indexer/site/fields.h"

namespace veille::site {

/// Tags of all the source's keys, each spelling of one key once. Lists may nest; a lone string
/// holds several, parted by commas, or by spaces as Jekyll reads `tags: a b`.
std::vector<std::string> post_tags(const Source& source, const Fields& fields);

}  // namespace veille::site
