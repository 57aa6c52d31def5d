// All places of a publication that name a country, with where they stand.
#pragma once

#include <string>
#include <vector>

#include "indexer/enrich/country_mentions.h"
#include "veille/publication.h"

namespace veille::enrich {

enum class Place { title, description, heading, body };

struct PlacedPassage {
  Passage passage;
  Place place = Place::body;
  std::size_t section = 0;  ///< counted from 0; 0 for title and description as well
  bool abroad = false;      ///< its section, or the whole text, looks at other countries
  bool is_entry = false;    ///< an entry of a list that sets countries side by side
};

struct Survey {
  std::vector<PlacedPassage> passages;  ///< in reading order, title and description first
  TextNumbers numbers;
  std::size_t body_words = 0;  ///< without titles and headings
};

/// `home` is the source's country; may be empty. `publication` must outlive the survey.
Survey survey(const NameTable& names, const Publication& publication, const std::string& home);

}  // namespace veille::enrich
