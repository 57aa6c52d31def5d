// What a search asks for, checked and in the program's own words.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "veille/schema.h"

namespace veille::search {

/// Results behind this rank are not shown.
inline constexpr std::size_t kMaxRank = 10'000;

enum class Sort { relevance, newest, oldest, title };

/// What is selected of one facet. Values are as in the schema's terms; the empty value is
/// *unknown*.
struct Selection {
  std::vector<std::string> any_of;   ///< a publication has one of these; empty: no condition
  std::vector<std::string> none_of;  ///< and none of these

  bool empty() const { return any_of.empty() && none_of.empty(); }
};

struct SearchRequest {
  std::string text;  ///< as typed
  bool typing = false;
  bool correct = true;   ///< a correction is searched instead of words that nothing has, else
                         ///< only offered
  bool synonyms = true;  ///< words find those of synonyms.yaml, too
  std::string reader_language = "en";
  std::array<Selection, kFacetCount> selections;  ///< by facet
  std::uint32_t since = 0;                        ///< YYYYMMDD, inclusive; 0: no bound
  std::uint32_t until = 0;
  Sort sort = Sort::relevance;
  std::size_t page = 1;
  std::size_t per_page = 10;
  bool explain = false;           ///< tell of each hit why it was found
  bool snippets = true;           ///< hits have snippets and matching pages
  bool by_work = true;            ///< one hit for each work; else one for each publication
  std::vector<Facet> counted;     ///< which facets to count
  std::size_t facet_values = 10;  ///< how many values of each, besides the selected ones
  /// When there are any, a publication has only the countries with one of these provenances, and
  /// must have one unless values of `country` are selected.
  std::vector<Provenance> country_provenances;
};

}  // namespace veille::search
