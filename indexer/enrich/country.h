// The countries that a text is about, by the names in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "veille/publication.h"

namespace veille::enrich {

/// Finds countries by name (ICU's names of every ISO 3166-1 country in the indexed languages,
/// common other names, demonyms). Making one takes some milliseconds; threads may share it.
class CountryFinder {
 public:
  CountryFinder();
  ~CountryFinder();
  CountryFinder(const CountryFinder&) = delete;
  CountryFinder& operator=(const CountryFinder&) = delete;

  /// The countries of `publication`, the surest first: those declared (as given in it), found in
  /// title and description (title), found in the text (text), each with the sentence that names it,
  /// and the source's own with provenance source, unless the text is clearly about others only. A
  /// mention is not enough: see country.cpp for the rules and their reasons. Sorted by provenance,
  /// then code; each code once.
  ///
  /// `source_country`  ISO 3166-1 alpha-2, or empty.
  std::vector<Country> find(const Publication& publication,
                            const std::string& source_country) const;

 private:
  struct Names;
  std::unique_ptr<Names> names_;
};

}  // namespace veille::enrich
