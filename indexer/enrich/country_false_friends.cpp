#include "indexer/enrich/country_false_friends.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <cctype>

#include "indexer/enrich/one_of.h"

namespace veille::enrich {
namespace {

/// First names, family names, a bird and a garment.
constexpr std::array<std::string_view, 14> kNamesakes = {
    "georgia", "jordan", "chad",   "malte",  "turkey",  "jersey", "wales",
    "holland", "palau",  "sydney", "vienna", "montana", "israel", "dominica"};

/// What stands before a place and hardly before a person. "with", "for", "by" and "to" stand before
/// both.
constexpr std::array<std::string_view, 25> kBeforePlaces = {
    "in",    "from",    "across", "within",   "near", "throughout", "outside", "en",  "au",
    "vers",  "à",       "a",      "depuis",   "aus",  "nach",       "dalla",   "dal", "nel",
    "nella", "between", "south",  "northern", "of",   "north",      "into"};

constexpr std::array<std::string_view, 24> kBeforeLanguages = {
    "en",     "auf",      "ins",      "langue", "lingua",  "sprache", "speak", "speaks",
    "spoken", "speaking", "parle",    "parler", "parlent", "fluent",  "learn", "learning",
    "teach",  "traduit",  "traduite", "parla",  "parlano", "langues", "plain", "sprechen"};

constexpr std::array<std::string_view, 26> kAfterLanguages = {
    "language",  "languages",   "speaker",      "speakers",   "speaking",  "spoken",  "version",
    "versions",  "translation", "translations", "translator", "word",      "words",   "text",
    "teacher",   "teachers",    "lesson",       "lessons",    "subtitles", "grammar", "terms",
    "sprachige", "literacy",    "proficiency",  "fluency",    "content"};

constexpr std::array<std::string_view, 92> kFunctionWords = {
    "a",     "an",    "and",    "as",    "at",    "both",  "but",   "by",   "for",  "from",
    "if",    "in",    "into",   "is",    "it",    "its",   "like",  "of",   "on",   "only",
    "or",    "our",   "since",  "so",    "than",  "that",  "the",   "this", "to",   "unlike",
    "was",   "we",    "when",   "where", "which", "while", "with",  "are",  "has",  "will",
    "also",  "after", "across", "au",    "aux",   "avec",  "comme", "dans", "de",   "des",
    "du",    "en",    "et",     "la",    "le",    "les",   "ou",    "par",  "pour", "sur",
    "un",    "une",   "vers",   "auf",   "aus",   "das",   "dem",   "den",  "der",  "die",
    "im",    "mit",   "nach",   "und",   "von",   "zu",    "al",    "con",  "da",   "dal",
    "del",   "della", "di",     "e",     "il",    "nel",   "nella", "per",  "tra",  "because",
    "using", "rather"};

std::string_view before(const Candidate& c) {
  return c.first == 0 ? std::string_view{} : std::string_view(c.words[c.first - 1].exact);
}

std::string_view after(const Candidate& c) {
  return c.last == c.words.size() ? std::string_view{} : std::string_view(c.words[c.last].exact);
}

bool has_possessive(const Candidate& c) { return c.words[c.last - 1].exact.ends_with("'s"); }

bool is_elided(const Candidate& c) {
  const auto begin = c.words[c.first].begin;
  if (begin == 0) return false;
  const auto head = c.text.substr(0, begin);
  return head.back() == '\'' || head.ends_with("\u2019");
}

/// "Polnisch", "Deutsch": without an ending and with a capital it is the language.
bool is_german_language(const Candidate& c) {
  const auto& word = c.words[c.last - 1];
  return (c.name->languages & language_bit("de")) != 0 && word.exact.ends_with("sch") &&
         is_capital(c.text, word);
}

bool stands_alone(const Candidate& c) {
  return after(c).empty() || !are_adjacent(c.text, c.words, c.last - 1) ||
         is_function_word(after(c));
}

}  // namespace

bool is_capital(std::string_view text, const Word& word) {
  const auto shown = text.substr(word.begin, word.end - word.begin);
  // Behind an elided article the word proper begins where `begin` says; invisible characters are no
  // letters.
  for (int32_t i = 0; i < static_cast<int32_t>(shown.size());) {
    UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
    U8_NEXT(shown.data(), i, static_cast<int32_t>(shown.size()), c);
#pragma GCC diagnostic pop
    if (c >= 0 && u_isalnum(c)) return u_isupper(c) || u_isdigit(c);
  }
  return false;
}

bool are_adjacent(std::string_view text, std::span<const Word> words, std::size_t i) {
  if (i + 1 >= words.size()) return false;
  const auto gap = text.substr(words[i].end, words[i + 1].begin - words[i].end);
  return gap == " " || gap == "-" || gap == "\u00A0" || gap == "\u2011";
}

bool is_function_word(std::string_view exact) { return is_one_of(exact, kFunctionWords); }

bool is_namesake(const Candidate& c) {
  if (c.name->kind == NameKind::adjective || c.last - c.first != 1) return false;
  std::string_view word = c.words[c.first].exact;
  if (word.ends_with("'s")) word.remove_suffix(2);
  if (!is_one_of(word, kNamesakes)) return false;
  if (!is_one_of(before(c), kBeforePlaces)) return true;
  if (has_possessive(c) || after(c).empty()) return false;
  return are_adjacent(c.text, c.words, c.last - 1) && is_capital(c.text, c.words[c.last]);
}

bool is_language(const Candidate& c) {
  if (c.name->kind != NameKind::adjective) return false;
  if (is_german_language(c) || is_one_of(after(c), kAfterLanguages)) return true;
  if (is_one_of(before(c), kBeforeLanguages)) return true;
  if (is_elided(c) && (c.name->languages & language_bit("fr")) != 0) return true;
  return (before(c) == "in" || before(c) == "into") && stands_alone(c);
}

bool is_in_address(const Candidate& c) {
  const auto from = c.words[c.first].begin;
  const auto to = c.words[c.last - 1].end;
  const auto letter = [&](std::size_t i) {
    return i < c.text.size() && std::isalnum(static_cast<unsigned char>(c.text[i])) != 0;
  };
  if (from > 1 && c.text[from - 1] == '.' && letter(from - 2)) return true;
  // A domain goes on in lower case; a sentence without a space behind it does not.
  if (to + 1 < c.text.size() && c.text[to] == '.' && c.text[to + 1] >= 'a' && c.text[to + 1] <= 'z')
    return true;
  const auto begin = c.text.find_last_of(" \n\t", from);
  const auto token_begin = begin == std::string_view::npos ? 0 : begin + 1;
  const auto token = c.text.substr(token_begin, c.text.find_first_of(" \n\t", to) - token_begin);
  return token.find("://") != std::string_view::npos || token.find('@') != std::string_view::npos ||
         token.find("www.") != std::string_view::npos;
}

}  // namespace veille::enrich
