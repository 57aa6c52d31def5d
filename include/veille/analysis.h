// Text to words, and words to the forms under which they are indexed. The indexer and the query use
// this same code; whatever changes what comes out of it changes kAnalyserVersion.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "veille/utf8.h"

namespace veille {

/// Written into every snapshot; a snapshot of another version is refused.
inline constexpr int kAnalyserVersion = 1;

/// Words longer than this (in bytes of the exact form) are cut at a character's end: Xapian's limit
/// for a term is 245 bytes, and the prefixes and the stem must fit.
inline constexpr std::size_t kMaxWordBytes = 64;

/// A word as it stands in a text.
struct Word {
  std::string exact;      ///< lower case, NFC, elision stripped, no invisible characters
  std::size_t begin = 0;  ///< the bytes of the text that show it: [begin, end)
  std::size_t end = 0;

  bool operator==(const Word&) const = default;
};

/// The words of `text` in order; empty when it has none. Bytes that are not UTF-8 separate words.
///
/// Words are those of UAX #29, with these differences: an elided article or pronoun is not part of
/// the word
/// ("l'énergie", "dell’energia" give "énergie", "energia"; whatever the language, so that a query
/// needs none);
/// '.', ':', '·' and '_' separate words ("data.gouv.fr", "Bürger:innen"), except between digits and
/// in initials
/// ("U.S." is "us"); soft hyphens and zero-width characters inside a word vanish; U+2019 becomes an
/// apostrophe.
std::vector<Word> words(std::string_view text);

/// `exact` without accents and other marks: "étranger" -> "etranger", "straße" -> "strasse",
/// "œuvre" -> "oeuvre". ASCII comes back unchanged.
std::string fold(std::string_view exact);

/// The stems under which `exact` is found in texts of `language`: stem(exact) and, where it
/// differs, stem(fold(exact)). Words with digits are not stemmed; a language without a stemmer
/// leaves words as they are. Never empty; at most two.
std::vector<std::string> stems(const std::string& exact, const std::string& language);

/// Whether the word carries a digit: such words are neither stemmed nor corrected.
bool has_digit(std::string_view exact);

/// The key of a name in a vocabulary (tags, authors): lower case, folded, white space collapsed, at
/// most 150 bytes. "  État " and "etat" have one key. Empty when the name has no visible character.
std::string vocabulary_key(std::string_view name);

}  // namespace veille
