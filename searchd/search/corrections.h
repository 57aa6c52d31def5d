// "Did you mean": words that the index does not know, put right by words that it does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "searchd/search/vocabulary.h"

namespace veille::search {

/// Shorter words have too many neighbours, and are too near to too many.
inline constexpr std::size_t kLeastCorrectedBytes = 4;

/// The word of the index that was most likely meant by `word`: at most two letters wrong, missing,
/// too many or exchanged (one in words of up to five), accents aside; near ones and frequent ones,
/// most of all in the reader's language, first. Of two wrong letters none is the first, and stop
/// words are not meant. Two words where one runs into the other ("opendata"). Nothing when there is
/// none, or the word has digits.
///
/// `least`  the frequency that a correction must at least have.
std::optional<std::string> correct_word(const Vocabulary& vocabulary, std::string_view word,
                                        std::string_view reader_language, std::uint32_t least);

/// Words found in more publications than this are no errors, others only when the correction is
/// much more frequent.
inline constexpr std::uint32_t kRare = 2;

struct Correction {
  std::string text;
  /// Every corrected word has few errors for its length, or is no rarity: good enough to be
  /// searched unasked.
  bool sure = true;
};

/// `text` with its rare words corrected, operators, fields and punctuation as typed; nothing when
/// no word was corrected. Only what parse_query() reads of it, its first kMaxQueryBytes and
/// kMaxQueryWords, is looked at and given back. Beginnings of words are right when a word begins
/// so.
///
/// `typing`        the last word is still being typed and stays as it is.
/// `frequency_of`  how many publications have a word in its most frequent form.
std::optional<Correction> correct_text(
    const Vocabulary& vocabulary, std::string_view text, std::string_view reader_language,
    bool typing, const std::function<std::uint32_t(const std::string& word)>& frequency_of);

}  // namespace veille::search
