// Words in the shape of a country's name that name none: languages, persons, addresses.
#pragma once

#include <span>
#include <string_view>

#include "indexer/enrich/country_name_table.h"
#include "veille/analysis.h"

namespace veille::enrich {

/// A name found among the words of a text: words [first, last).
struct Candidate {
  std::string_view text;
  std::span<const Word> words;
  std::size_t first = 0;
  std::size_t last = 0;
  const Name* name = nullptr;
};

/// "Jordan Hatch", "Thanks, Chad": of a name that persons and things bear as well, only uses that
/// name a place count.
bool is_namesake(const Candidate& candidate);

/// "in French", "l'anglais", "auf Deutsch", "English-speaking".
bool is_language(const Candidate& candidate);

/// Inside a web or mail address.
bool is_in_address(const Candidate& candidate);

/// Whether the word at `i` begins with a capital.
bool is_capital(std::string_view text, const Word& word);

/// Whether only a space or a hyphen parts the words at `i` and `i` + 1.
bool are_adjacent(std::string_view text, std::span<const Word> words, std::size_t i);

/// Articles, prepositions and the like: they have a capital only where a sentence begins.
bool is_function_word(std::string_view exact);

}  // namespace veille::enrich
