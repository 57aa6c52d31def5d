// From a segment of UAX #29 to the words in it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "veille/analysis.h"

namespace veille {

/// Appends the words that text[begin, end) shows, a segment between two word boundaries of UAX #29:
/// elided articles stripped, parted at inner stops and the like, see words().
void append_segment(std::string_view text, std::size_t begin, std::size_t end,
                    std::vector<Word>& out);

}  // namespace veille
