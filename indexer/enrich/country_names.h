// What countries are called besides ICU's names: the words, as data. Only country_name_table.cpp
// reads it.
#pragma once

#include <span>

namespace veille::enrich {

/// What a name stands for, and so how much one mention of it says.
enum class NameKind {
  country,    ///< the country itself, or a part of it that is spoken of like one (England, Ontario)
  adjective,  ///< an adjective or its people: as often a language, a dish or a nationality
  city,       ///< as often only the place of an event
  service,    ///< a national digital service known by its own name: a mention, never a subject
  nothing,    ///< words that hold a country's name and mean none ("Latin America")
};

/// Names of one country in the languages of `languages` ("*" for all). Names are separated by ';',
/// in lower case with their accents; the forms without accents are derived.
struct NameRow {
  const char* code;  ///< ISO 3166-1 alpha-2, or "EU"; empty for NameKind::nothing
  NameKind kind;
  const char* languages;  ///< "en", "fr de"
  const char* names;
};

/// Adjectives and names of the people, a field for each language, words separated by spaces. A '+'
/// stands for the usual endings of the language, see country_name_table.cpp: "allemand+e" is
/// allemand, allemands, allemande, allemandes.
struct AdjectiveRow {
  const char* code;
  const char* english;
  const char* french;
  const char* german;
  const char* italian;
};

std::span<const NameRow> other_names();
std::span<const AdjectiveRow> adjectives();

}  // namespace veille::enrich
