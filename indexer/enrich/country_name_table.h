// The names of countries, ready to be looked up by their first word.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/enrich/country_names.h"

namespace veille::enrich {

/// Languages as bits; texts in any other language are read with the English names.
using Languages = unsigned;

/// The bit of "en", "fr", "de", "it" or "es"; 0 for any other language.
Languages language_bit(std::string_view language);

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// One way to name a country.
struct Name {
  std::vector<std::string> rest;  ///< its words after the first, as veille::words gives them
  std::string_view code;          ///< valid for ever; empty for NameKind::nothing
  NameKind kind = NameKind::country;
  Languages languages = 0;
  std::size_t capital =
      0;  ///< the word that must begin with a capital, counted from 0; kNone for none
  bool acronym = false;  ///< must stand in capitals throughout: "US", not "us"
};

/// All names in all languages. Immutable once made.
class NameTable {
 public:
  NameTable();

  /// The names whose first word is `word` (lower case, with or without its accents), the longest
  /// first; null when there is none.
  const std::vector<Name>* starting_with(std::string_view word) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  void add_icu_names();
  void add_adjectives();
  void add(std::string_view name, std::string_view code, NameKind kind, Languages languages);
  void add_form(const std::vector<std::string>& form, Name name);

  std::unordered_map<std::string, std::vector<Name>, Hash, std::equal_to<>> by_first_word_;
};

}  // namespace veille::enrich
