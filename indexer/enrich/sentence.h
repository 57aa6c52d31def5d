// Sentences of a text: where they end, and how they are quoted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace veille::enrich {

inline constexpr std::size_t kMostQuotedChars = 300;

/// The bytes behind each sentence of `text` (UAX #29), ascending; the last is its end. Never empty.
std::vector<std::size_t> sentence_ends(std::string_view text);

/// At most kMostQuotedChars characters of `sentence`, cut between words; where the bytes before
/// `keep_until` are longer, what is cut off is the beginning.
std::string quoted(std::string_view sentence, std::size_t keep_until);

}  // namespace veille::enrich
