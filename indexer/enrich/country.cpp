// Which of the countries that a text names it is about.
//
// A reader who filters by a country wants texts that say something about it; most names stand in
// lists, biographies and examples. So each place that names a country adds to its score by how much
// such a place usually says, and the sum decides. What always decides is a title that names it.
// What never does: organisations' names, brackets behind a name, and adjectives (languages, dishes,
// nationalities), where the country's own name stands nowhere else.
#include "indexer/enrich/country.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "indexer/enrich/country_survey.h"
#include "indexer/enrich/sentence.h"

namespace veille::enrich {

struct CountryFinder::Names {
  NameTable table;
};

namespace {

/// A country needs about three paragraphs that name it, or one that is about it.
constexpr double kEnough = 3;

/// Long texts name more countries in passing: beyond kFreeWords, so many words ask for one point
/// more. But a text of any length that names one in so many good places is about it.
constexpr double kFreeWords = 1500;
constexpr double kWordsForAPoint = 3000;
constexpr double kAlwaysEnough = 12;

/// One section may be about a country in a text that is about something else; of a report's many
/// pages some names one by chance.
constexpr double kFreeWordsForSections = 5000;
constexpr double kWordsForASectionPoint = 10'000;
constexpr double kAlwaysEnoughInSection = 6;

/// A name in a list of so many countries says little about each.
constexpr std::size_t kEnumeration = 4;
constexpr double kWeak = 0.25;
constexpr double kCityOrAdjective = 0.5;

constexpr double kMostForNames = 2;  ///< one paragraph cannot decide by repeating a name
constexpr double kLeading = 2;       ///< a full paragraph that begins with the name is about it
constexpr double kComparison = 1;    ///< party of an agreement, object of a comparison
constexpr double kAbroadBonus = 1;   ///< in a section that looks at other countries
constexpr double kOpening = 1;       ///< there, a sentence that begins with the name
constexpr double kEntry = 3;         ///< an entry of a list that sets countries side by side
constexpr double kHeading = 3;
constexpr double kDescription = 2;

/// "In Switzerland, ..." at the head of a sentence, or of a paragraph that goes on.
constexpr std::size_t kLeadingWords = 3;
constexpr std::size_t kFullParagraphWords = 35;

/// Cities alone: one is a venue, so many are a country's own scene.
constexpr std::size_t kManyCities = 4;

/// What another country must weigh for a text to be about it alone, and the words like "we" that
/// show a source reporting its own doings: so many, and one in a hundred.
constexpr double kAboutOthers = 4;
constexpr std::size_t kOwnVoiceWords = 5;
constexpr std::size_t kOwnVoiceShare = 100;

/// What speaks for one country.
struct Evidence {
  double score = 0;
  double section_score = 0;  ///< of the section being read
  double best_section_score = 0;
  std::size_t section = 0;
  double weight = 0;  ///< of all its mentions, weak ones too
  std::size_t cities = 0;
  bool in_title = false;  ///< title or description name it
  bool title_decides = false;
  bool named = false;  ///< by its own name, other than in an organisation's
  double best_value = -1;
  std::string_view sentence;  ///< that names it best
  std::size_t name_end = 0;   ///< bytes in `sentence`
};

using EvidenceByCode = std::map<std::string_view, Evidence>;

/// What one passage says about one country.
struct Tally {
  double names = 0;
  double best = 0;
  double bonus = 0;
};

/// How many countries besides the source's own each sentence names.
std::vector<std::size_t> countries_by_sentence(const Passage& passage, const std::string& home) {
  std::vector<std::set<std::string_view>> codes(passage.sentence_ends.size());
  for (const auto& mention : passage.mentions) {
    if (mention.code != home) codes[mention.sentence].insert(mention.code);
  }
  std::vector<std::size_t> out;
  for (const auto& in_sentence : codes) out.push_back(in_sentence.size());
  return out;
}

double value_of(const Mention& mention, bool enumerated) {
  if (mention.affiliation || enumerated) return kWeak;
  return mention.kind == NameKind::country ? 1 : kCityOrAdjective;
}

/// What a paragraph says about a country beyond naming it.
double bonus_of(const PlacedPassage& placed, const Mention& mention, double value) {
  if (placed.place != Place::body) return 0;
  if (placed.is_entry && mention.ends_entry) return kEntry;
  if (value < 1) return 0;
  const Passage& passage = placed.passage;
  double bonus = 0;
  if (mention.word < kLeadingWords && passage.words >= kFullParagraphWords) bonus += kLeading;
  if (passage.compares[mention.sentence]) bonus += kComparison;
  if (placed.abroad) bonus += kAbroadBonus;
  if (placed.abroad && mention.word_in_sentence < kLeadingWords) bonus += kOpening;
  return bonus;
}

bool is_at_head(Place place) { return place == Place::title || place == Place::description; }

/// Keeps the sentence that says most; title and description come first.
void remember_sentence(const PlacedPassage& placed, const Mention& mention, double value,
                       Evidence& evidence) {
  if (is_at_head(placed.place)) value += kAlwaysEnough;
  if (value <= evidence.best_value) return;
  evidence.best_value = value;
  evidence.sentence = placed.passage.sentence(mention.sentence);
  const auto begin =
      static_cast<std::size_t>(evidence.sentence.data() - placed.passage.text.data());
  evidence.name_end = std::min(mention.end - begin, evidence.sentence.size());
}

void add_mention(const PlacedPassage& placed, const Mention& mention, double value,
                 Evidence& evidence) {
  evidence.weight += value;
  if (mention.kind == NameKind::city && !mention.affiliation) ++evidence.cities;
  if (mention.kind == NameKind::country && !mention.affiliation) evidence.named = true;
  remember_sentence(placed, mention, value + bonus_of(placed, mention, value), evidence);
}

std::map<std::string_view, Tally> tally_passage(const PlacedPassage& placed,
                                                const std::string& home, EvidenceByCode& all) {
  const auto countries = countries_by_sentence(placed.passage, home);
  std::map<std::string_view, Tally> tallies;
  for (const auto& mention : placed.passage.mentions) {
    // A title that lists countries is about each of them.
    const bool enumerated =
        placed.place != Place::title && countries[mention.sentence] >= kEnumeration;
    const double value = value_of(mention, enumerated);
    Tally& tally = tallies[mention.code];
    tally.names += value;
    tally.best = std::max(tally.best, value);
    tally.bonus = std::max(tally.bonus, bonus_of(placed, mention, value));
    add_mention(placed, mention, value, all[mention.code]);
  }
  return tallies;
}

/// A headline counts in full for what stands by itself: "Code for Poland" as a title names an
/// organisation.
double points_of(Place place, const Tally& tally) {
  if (place == Place::body) return std::min(tally.names, kMostForNames) + tally.bonus;
  if (tally.best < kCityOrAdjective) return tally.best;
  if (place == Place::heading) return kHeading * tally.best;
  return (place == Place::title ? kEnough : kDescription) * tally.best;
}

void add_points(const PlacedPassage& placed, double points, Evidence& evidence) {
  if (evidence.section != placed.section) evidence.section_score = 0;
  evidence.section = placed.section;
  evidence.section_score += points;
  evidence.best_section_score = std::max(evidence.best_section_score, evidence.section_score);
  evidence.score += points;
}

EvidenceByCode weigh(const Survey& survey, const std::string& home) {
  EvidenceByCode all;
  for (const auto& placed : survey.passages) {
    for (const auto& [code, tally] : tally_passage(placed, home, all)) {
      Evidence& evidence = all[code];
      add_points(placed, points_of(placed.place, tally), evidence);
      if (is_at_head(placed.place) && tally.best >= kCityOrAdjective) evidence.in_title = true;
      if (placed.place == Place::title && tally.best == 1) evidence.title_decides = true;
    }
  }
  return all;
}

bool is_about(const Evidence& evidence, const TextNumbers& numbers) {
  if (!evidence.named && evidence.cities < kManyCities) return false;
  if (evidence.title_decides) return true;
  const auto words = static_cast<double>(numbers.words);
  const double more = std::max(0.0, words - kFreeWords) / kWordsForAPoint;
  const double more_in_section =
      std::max(0.0, words - kFreeWordsForSections) / kWordsForASectionPoint;
  return evidence.score >= std::min(kAlwaysEnough, kEnough + more) ||
         evidence.best_section_score >= std::min(kAlwaysEnoughInSection, kEnough + more_in_section);
}

/// A text that names another country at its head and its own source's hardly at all, and does not
/// speak of "us".
bool is_about_others_only(const EvidenceByCode& all, const std::string& home,
                          const TextNumbers& numbers) {
  if (numbers.own_voice >= kOwnVoiceWords && numbers.own_voice * kOwnVoiceShare >= numbers.words)
    return false;
  const auto own = all.find(home);
  if (own != all.end() && own->second.in_title) return false;
  const double own_weight = own == all.end() ? 0 : own->second.weight;
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
    const auto& [code, evidence] = entry;
    return code != home && evidence.in_title && is_about(evidence, numbers) &&
           evidence.weight >= std::max(kAboutOthers, 4 * own_weight);
  });
}

/// A title without a text is a link to something elsewhere: nothing says that it is about the
/// source's country.
bool tells_of_home(const Survey& survey, const EvidenceByCode& all, const std::string& home) {
  return survey.body_words > 0 && !is_about_others_only(all, home, survey.numbers);
}

}  // namespace

CountryFinder::CountryFinder() : names_(std::make_unique<Names>()) {}
CountryFinder::~CountryFinder() = default;

std::vector<Country> CountryFinder::find(const Publication& publication,
                                         const std::string& source_country) const {
  const Survey found = survey(names_->table, publication, source_country);
  const EvidenceByCode all = weigh(found, source_country);

  std::vector<Country> out = publication.countries;
  const auto has = [&](std::string_view code) {
    return std::any_of(out.begin(), out.end(),
                       [&](const Country& country) { return country.code == code; });
  };
  if (!source_country.empty() && !has(source_country) &&
      tells_of_home(found, all, source_country)) {
    out.push_back({source_country, Provenance::source, {}});
  }
  for (const auto& [code, evidence] : all) {
    if (code == source_country || has(code) || !is_about(evidence, found.numbers)) continue;
    out.push_back({std::string(code), evidence.in_title ? Provenance::title : Provenance::text,
                   quoted(evidence.sentence, evidence.name_end)});
  }
  std::stable_sort(out.begin(), out.end(), [](const Country& a, const Country& b) {
    return a.provenance != b.provenance ? a.provenance < b.provenance : a.code < b.code;
  });
  return out;
}

}  // namespace veille::enrich
