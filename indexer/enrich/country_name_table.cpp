#include "indexer/enrich/country_name_table.h"

#include <unicode/locdspnm.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <memory>

#include "veille/analysis.h"

namespace veille::enrich {
namespace {

constexpr std::array<const char*, 5> kLanguages = {"en", "fr", "de", "it", "es"};
constexpr Languages kAllLanguages = (1U << kLanguages.size()) - 1;

/// ICU's names that are more often a person's name, a word or another place. What stands for them,
/// where anything does, is in country_names.cpp ("la Réunion", "île Maurice").
constexpr std::array<std::string_view, 17> kNotTaken = {
    "maurice",      "mauricio",     "dominique", "reunion",    "la reunion", "riunione",
    "saint martin", "st martin",    "granada",   "san martin", "grenade",    "salomon",
    "santa lucia",  "sainte lucie", "r u",       "e u",        "ru"};

/// The endings that a '+' in country_adjectives.cpp stands for.
struct Endings {
  std::string_view mark;
  std::vector<std::string_view> endings;
};

const std::vector<Endings>& endings_of(std::string_view language) {
  static const std::vector<Endings> kEnglish = {{"+", {"", "s"}}};
  static const std::vector<Endings> kFrench = {
      {"+ne", {"", "s", "ne", "nes"}}, {"+e", {"", "s", "e", "es"}}, {"+", {"", "s"}}};
  static const std::vector<Endings> kGerman = {{"+in", {"", "n", "s", "in", "innen"}},
                                               {"+", {"", "e", "er", "es", "en", "em"}}};
  static const std::vector<Endings> kItalian = {
      {"+co", {"o", "a", "i", "hi", "he"}}, {"+o", {"o", "a", "i", "e"}}, {"+e", {"e", "i"}}};
  if (language == "fr") return kFrench;
  if (language == "de") return kGerman;
  return language == "it" ? kItalian : kEnglish;
}

template <class Function>
void for_each_part(std::string_view list, char separator, Function&& function) {
  for (std::size_t begin = 0; begin < list.size();) {
    const auto end = std::min(list.find(separator, begin), list.size());
    if (end > begin) function(list.substr(begin, end - begin));
    begin = end + 1;
  }
}

std::vector<std::string> inflected(std::string_view word, std::string_view language) {
  const auto plus = word.find('+');
  if (plus == std::string_view::npos) return {std::string(word)};
  std::vector<std::string> out;
  for (const auto& [mark, endings] : endings_of(language)) {
    if (word.substr(plus) != mark) continue;
    for (const auto ending : endings) {
      out.push_back(std::string(word.substr(0, plus)).append(ending));
    }
  }
  return out;
}

Languages languages_of(std::string_view list) {
  if (list == "*") return kAllLanguages;
  Languages out = 0;
  for_each_part(list, ' ', [&](std::string_view language) { out |= language_bit(language); });
  return out;
}

std::string icu_name(const icu::LocaleDisplayNames& names, const char* code) {
  icu::UnicodeString name;
  names.regionDisplayName(code, name);
  std::string out;
  name.toUTF8String(out);
  return out.substr(0, out.find(" ("));  // "Myanmar (Burma)"
}

/// `text` with every `from` replaced; ICU abbreviates what running text spells out ("St. Kitts &
/// Nevis").
std::string with(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

bool is_wanted(std::string_view name) {
  std::string folded;
  for (const auto& word : words(name)) folded += (folded.empty() ? "" : " ") + fold(word.exact);
  return std::find(kNotTaken.begin(), kNotTaken.end(), folded) == kNotTaken.end();
}

/// The word that tells a name from common words: the longest, of equals the last ("La Réunion",
/// "South Africa").
std::size_t telling_word(const std::vector<std::string>& form) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < form.size(); ++i) {
    if (form[i].size() >= form[best].size()) best = i;
  }
  return best;
}

/// Up to three letters ("UK", "ee uu"): such words are others in lower case.
bool is_acronym(const std::vector<std::string>& form, NameKind kind) {
  if (kind != NameKind::country && kind != NameKind::service) return false;
  return std::all_of(form.begin(), form.end(), [](const auto& word) { return word.size() <= 3; });
}

}  // namespace

Languages language_bit(std::string_view language) {
  const auto at = std::find(kLanguages.begin(), kLanguages.end(), language);
  return at == kLanguages.end() ? 0 : 1U << (at - kLanguages.begin());
}

NameTable::NameTable() {
  add_icu_names();
  for (const auto& row : other_names()) {
    for_each_part(row.names, ';', [&](std::string_view name) {
      add(name, row.code, row.kind, languages_of(row.languages));
    });
  }
  add_adjectives();
  for (auto& [word, names] : by_first_word_) {
    std::stable_sort(names.begin(), names.end(),
                     [](const Name& a, const Name& b) { return a.rest.size() > b.rest.size(); });
  }
}

const std::vector<Name>* NameTable::starting_with(std::string_view word) const {
  const auto found = by_first_word_.find(word);
  return found == by_first_word_.end() ? nullptr : &found->second;
}

void NameTable::add_icu_names() {
  for (const char* language : kLanguages) {
    for (const auto length : {UDISPCTX_LENGTH_FULL, UDISPCTX_LENGTH_SHORT}) {
      UDisplayContext context[] = {length};
      const std::unique_ptr<icu::LocaleDisplayNames> names(
          icu::LocaleDisplayNames::createInstance(icu::Locale(language), context, 1));
      for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
        const std::string_view view = *code;
        if (view == "AQ" || view == "UM") continue;  // a continent; islands without inhabitants
        const std::string name = icu_name(*names, *code);
        if (is_wanted(name)) add(name, view, NameKind::country, language_bit(language));
      }
      add(icu_name(*names, "EU"), "EU", NameKind::country, language_bit(language));
    }
  }
}

void NameTable::add_adjectives() {
  for (const auto& row : adjectives()) {
    const std::array<const char*, 4> by_language = {row.english, row.french, row.german,
                                                    row.italian};
    for (std::size_t i = 0; i < by_language.size(); ++i) {
      for_each_part(by_language[i], ' ', [&](std::string_view word) {
        for (const auto& form : inflected(word, kLanguages[i])) {
          add(form, row.code, NameKind::adjective, 1U << i);
        }
      });
    }
  }
}

void NameTable::add(std::string_view name, std::string_view code, NameKind kind,
                    Languages languages) {
  std::vector<std::string> form;
  for (auto& word : words(name)) form.push_back(std::move(word.exact));
  if (form.empty()) return;
  // "directive européenne" has no capital, and two words together leave no doubt.
  const std::size_t capital = code == "EU" && form.size() > 1 ? kNone : telling_word(form);
  const Name made = {{}, code, kind, languages, capital, is_acronym(form, kind)};
  add_form(form, made);
  if (name.find(" & ") != std::string_view::npos) {
    add(with(std::string(name), " & ", " and "), code, kind, languages);
  }
  if (name.starts_with("St. "))
    add(with(std::string(name), "St. ", "Saint "), code, kind, languages);
  // The German genitive: "Kanadas".
  if (kind == NameKind::country && form.size() == 1 && !made.acronym && form[0].back() != 's') {
    add_form({form[0] + "s"}, {{}, code, kind, languages & language_bit("de"), 0, false});
  }
}

/// The name as it is written, and without its accents: texts have both, and looking both up here
/// spares folding every word of a text.
void NameTable::add_form(const std::vector<std::string>& form, Name name) {
  if (name.languages == 0) return;
  auto spelt = form;
  for (const bool folded : {false, true}) {
    if (folded)
      std::transform(form.begin(), form.end(), spelt.begin(),
                     [](const auto& w) { return fold(w); });
    if (folded && spelt == form) return;
    name.rest.assign(spelt.begin() + 1, spelt.end());
    auto& names = by_first_word_[spelt.front()];
    const auto same = std::find_if(names.begin(), names.end(), [&](const Name& other) {
      return other.rest == name.rest && other.code == name.code && other.kind == name.kind;
    });
    if (same != names.end()) {
      same->languages |= name.languages;
    } else {
      names.push_back(name);
    }
  }
}

}  // namespace veille::enrich
