// "Did you mean": words that the index does not know, put right by words that it does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "searchd/search/vocabulary.h"

namespace veille::search {

/// Shorter words have too many neighbours.
inline constexpr std::size_t kLeastCorrectedBytes = 4;

/// The word of the index that was most likely meant by `word`: at most two letters wrong, missing,
/// too many or exchanged (one in words of up to five), accents aside; near ones and frequent ones,
/// most of all in the reader's language, first. Two words where one runs into the other
/// ("opendata"). Nothing when there is none, or the word has digits.
///
/// `least`  the frequency that a correction must at least have.
std::optional<std::string> correct_word(const Vocabulary& vocabulary, std::string_view word,
                                        std::string_view reader_language, std::uint32_t least);

/// `text` with every word corrected for which `is_known` is false, operators, fields and
/// punctuation as typed; nothing when no word was corrected.
std::optional<std::string> correct_text(
    const Vocabulary& vocabulary, std::string_view text, std::string_view reader_language,
    const std::function<bool(const std::string& word)>& is_known);

}  // namespace veille::search
