#include "indexer/enrich/country_survey.h"

#include <algorithm>

#include "indexer/enrich/country_cues.h"

namespace veille::enrich {
namespace {

constexpr std::size_t kMostEntryWords = 15;
constexpr std::size_t kLeastEntries = 3;

/// One text of a publication, and how it is to be read.
struct Part {
  std::string_view text;
  Place place = Place::body;
  std::size_t section = 0;
  bool abroad = false;
};

Reading reading_for(const Publication& publication, const std::string& home) {
  Reading reading;
  reading.languages = language_bit(publication.language) | language_bit("en");
  reading.german = publication.language == "de";
  reading.home = home;
  return reading;
}

void add_part(const NameTable& names, const Part& part, Reading reading, Survey& survey) {
  reading.headline = part.place == Place::title || part.place == Place::heading;
  std::vector<Passage> found;
  const auto numbers = find_passages(names, part.text, reading, found);
  survey.numbers.words += numbers.words;
  survey.numbers.own_voice += numbers.own_voice;
  if (part.place == Place::body) survey.body_words += numbers.words;
  for (auto& passage : found) {
    survey.passages.push_back({std::move(passage), part.place, part.section, part.abroad, false});
  }
}

bool is_short_entry(const PlacedPassage& placed) {
  return placed.passage.words <= kMostEntryWords && placed.passage.mentions.back().ends_entry;
}

/// Marks runs of short lines that each end in a country ("Prototype Fund, Germany") where the text
/// looks at other countries; elsewhere such lines list speakers or offices.
void mark_entries(std::vector<PlacedPassage>& passages, std::size_t from) {
  for (std::size_t begin = from; begin < passages.size();) {
    std::size_t end = begin;
    while (end < passages.size() && is_short_entry(passages[end])) ++end;
    for (std::size_t i = begin; i < end && end - begin >= kLeastEntries; ++i) {
      passages[i].is_entry = passages[i].abroad;
    }
    begin = std::max(end, begin + 1);
  }
}

/// Many sites take the description from the first paragraph: what stands there once must not count
/// twice.
void drop_repeated(const std::string& description, std::vector<PlacedPassage>& passages) {
  std::erase_if(passages, [&](const PlacedPassage& placed) {
    if (placed.place != Place::body) return false;
    const auto opening = placed.passage.sentence(placed.passage.mentions.front().sentence);
    const auto end = opening.find_last_not_of(" \t\n.");
    return end != std::string_view::npos &&
           description.find(opening.substr(0, end)) != std::string::npos;
  });
}

}  // namespace

Survey survey(const NameTable& names, const Publication& publication, const std::string& home) {
  const Reading reading = reading_for(publication, home);
  Survey made;
  add_part(names, {publication.title, Place::title, 0, false}, reading, made);
  add_part(names, {publication.description, Place::description, 0, false}, reading, made);
  const bool abroad = looks_abroad(publication.title);
  for (std::size_t i = 0; i < publication.sections.size(); ++i) {
    const auto& section = publication.sections[i];
    const bool here = abroad || looks_abroad(section.heading);
    add_part(names, {section.heading, Place::heading, i, here}, reading, made);
    const std::size_t from = made.passages.size();
    add_part(names, {section.text, Place::body, i, here}, reading, made);
    mark_entries(made.passages, from);
  }
  drop_repeated(publication.description, made.passages);
  return made;
}

}  // namespace veille::enrich
