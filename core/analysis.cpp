#include "veille/analysis.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <stdexcept>

namespace veille {
namespace {

const icu::Normalizer2& nfc_instance() {
  UErrorCode status = U_ZERO_ERROR;
  const auto* instance = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for NFC");
  return *instance;
}

const icu::Normalizer2& nfkd_instance() {
  UErrorCode status = U_ZERO_ERROR;
  const auto* instance = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for NFKD");
  return *instance;
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

/// Characters that are not seen and do not part a word: soft hyphen, joiners, marks of direction,
/// word joiner, BOM.
bool is_invisible(UChar32 c) {
  return c == 0xAD || (c >= 0x200C && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0xFF07; }

/// Characters at which a word of UAX #29 is parted further.
bool is_inner_separator(UChar32 c) {
  return c == '.' || c == ':' || c == '_' || c == 0xB7 || c == 0x2027 || c == 0x2024 || c == 0xFE55;
}

/// The elided words of French and Italian. Applied whatever the language, so that a query needs
/// none: in English and German hardly a word begins like this ("o'clock", "don't" and "I'm" do
/// not).
bool is_elision(std::string_view head) {
  static constexpr std::array kElisions = {
      "l",     "d",      "j",      "m",    "t",    "s",      "n",    "c",    "qu",
      "jusqu", "lorsqu", "puisqu", "dell", "all",  "dall",   "nell", "sull", "coll",
      "un",    "quest",  "quell",  "bell", "sant", "tutt",   "anch", "dov",  "com",
      "c",     "gl",     "degl",   "negl", "agl",  "quoiqu", "buon"};
  return std::find(kElisions.begin(), kElisions.end(), head) != kElisions.end();
}

/// One character of a word and the bytes of the text that show it.
struct Character {
  UChar32 c;
  std::size_t begin;
  std::size_t end;
};

std::vector<Character> visible_characters(std::string_view text, std::size_t begin,
                                          std::size_t end) {
  std::vector<Character> out;
  for (std::size_t i = begin; i < end;) {
    const std::size_t from = i;
    UChar32 c = next_character(text.substr(0, end), i);
    if (c < 0) c = 0xFFFD;
    if (!is_invisible(c)) out.push_back({is_apostrophe(c) ? UChar32{'\''} : c, from, i});
  }
  return out;
}

std::string lower_nfc(const icu::UnicodeString& raw) {
  icu::UnicodeString text = raw;
  text.toLower(icu::Locale::getRoot());
  // Ligatures of typesetting ("ﬁ") are not letters of a language: they are spelt out.
  for (int32_t i = 0; i < text.length(); ++i) {
    if (text[i] < 0xFB00 || text[i] > 0xFB06) continue;
    static const std::array<const char16_t*, 7> kSpelt = {u"ff",  u"fi", u"fl", u"ffi",
                                                          u"ffl", u"st", u"st"};
    text.replace(i, 1, icu::UnicodeString(kSpelt[static_cast<std::size_t>(text[i] - 0xFB00)]));
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString normal = nfc_instance().normalize(text, status);
  std::string out;
  (U_SUCCESS(status) ? normal : text).toUTF8String(out);
  return out;
}

/// The word made of characters [from, to); nothing when no letter or digit is in it.
void append_word(const std::vector<Character>& all, std::size_t from, std::size_t to,
                 std::vector<Word>& out) {
  while (from < to && all[from].c == '\'') ++from;
  while (to > from && all[to - 1].c == '\'') --to;
  if (from >= to) return;
  const auto letter =
      std::find_if(all.begin() + static_cast<std::ptrdiff_t>(from),
                   all.begin() + static_cast<std::ptrdiff_t>(to),
                   [](const Character& x) { return u_isalnum(x.c) != 0 || u_isalpha(x.c) != 0; });
  if (letter == all.begin() + static_cast<std::ptrdiff_t>(to)) return;
  icu::UnicodeString raw;
  for (std::size_t i = from; i < to; ++i) raw.append(all[i].c);
  std::string exact = lower_nfc(raw);
  exact.resize(cut_utf8(exact, kMaxWordBytes).size());
  out.push_back({std::move(exact), all[from].begin, all[to - 1].end});
}

/// Where the word proper begins in [from, to): behind an elided article, if there is one.
std::size_t after_elision(const std::vector<Character>& all, std::size_t from, std::size_t to) {
  std::string head;
  for (std::size_t i = from; i + 1 < to && head.size() < 8; ++i) {
    if (all[i].c == '\'') return is_elision(head) ? i + 1 : from;
    if (all[i].c > 0x7F) return from;
    head.push_back(static_cast<char>(u_tolower(all[i].c)));
  }
  return from;
}

/// "U.S", "e.V": single letters parted by full stops.
bool is_initials(const std::vector<Character>& all) {
  if (all.size() < 3 || all.size() % 2 == 0) return false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % 2 == 0 ? u_isalpha(all[i].c) == 0 : all[i].c != '.') return false;
  }
  return true;
}

void append_initials(const std::vector<Character>& all, std::vector<Word>& out) {
  icu::UnicodeString raw;
  for (std::size_t i = 0; i < all.size(); i += 2) raw.append(all[i].c);
  out.push_back({lower_nfc(raw), all.front().begin, all.back().end});
}

bool separates(const std::vector<Character>& all, std::size_t i) {
  if (!is_inner_separator(all[i].c)) return false;
  const bool between_digits =
      i > 0 && i + 1 < all.size() && u_isdigit(all[i - 1].c) && u_isdigit(all[i + 1].c);
  return !between_digits || all[i].c == '_';
}

void append_segment(std::string_view text, std::size_t begin, std::size_t end,
                    std::vector<Word>& out) {
  const auto all = visible_characters(text, begin, end);
  if (is_initials(all)) return append_initials(all, out);
  std::size_t from = 0;
  for (std::size_t i = 0; i <= all.size(); ++i) {
    if (i < all.size() && !separates(all, i)) continue;
    append_word(all, after_elision(all, from, i), i, out);
    from = i + 1;
  }
}

icu::BreakIterator& word_breaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for word boundaries");
    return made;
  }();
  return *iterator;
}

/// The letters that NFKD leaves alone and that readers type as two ASCII letters, or as one.
const char* spelt_out(UChar32 c) {
  switch (c) {
    case 0xDF:
      return "ss";
    case 0xE6:
      return "ae";
    case 0x153:
      return "oe";
    case 0xF8:
      return "o";
    case 0xF0:
      return "d";
    case 0xFE:
      return "th";
    case 0x111:
      return "d";
    case 0x131:
      return "i";
    case 0x142:
      return "l";
    default:
      return nullptr;
  }
}

const std::map<std::string, const char*>& stemmer_names() {
  static const std::map<std::string, const char*> kNames = {
      {"da", "danish"},   {"de", "german"},    {"en", "english"},   {"es", "spanish"},
      {"fi", "finnish"},  {"fr", "french"},    {"hu", "hungarian"}, {"it", "italian"},
      {"nl", "dutch"},    {"no", "norwegian"}, {"nb", "norwegian"}, {"pt", "portuguese"},
      {"ro", "romanian"}, {"ru", "russian"},   {"sv", "swedish"},   {"ca", "catalan"},
      {"tr", "turkish"}};
  return kNames;
}

/// A stemmer keeps state while it works: one for each thread and language.
std::string stem(const std::string& word, const std::string& language) {
  thread_local std::map<std::string, Xapian::Stem> stemmers;
  auto found = stemmers.find(language);
  if (found == stemmers.end()) {
    const auto name = stemmer_names().find(language);
    if (name == stemmer_names().end()) return word;
    found = stemmers.emplace(language, Xapian::Stem(name->second)).first;
  }
  return found->second(word);
}

}  // namespace

std::vector<Word> words(std::string_view text) {
  std::vector<Word> out;
  if (text.size() > std::size_t{1} << 30) text = cut_utf8(text, std::size_t{1} << 30);
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
  auto& breaks = word_breaks();
  breaks.setText(&utext, status);
  if (U_SUCCESS(status)) {
    int32_t begin = breaks.first();
    for (int32_t end = breaks.next(); end != icu::BreakIterator::DONE;
         begin = end, end = breaks.next()) {
      if (breaks.getRuleStatus() >= UBRK_WORD_NUMBER ||
          text[static_cast<std::size_t>(begin)] == '_') {
        append_segment(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(end), out);
      }
    }
  }
  utext_close(&utext);
  return out;
}

std::string fold(std::string_view exact) {
  if (is_ascii(exact)) return std::string(exact);
  UErrorCode status = U_ZERO_ERROR;
  const auto raw = icu::UnicodeString::fromUTF8(
      icu::StringPiece(exact.data(), static_cast<int32_t>(exact.size())));
  const icu::UnicodeString parted = nfkd_instance().normalize(raw, status);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < parted.length(); i = parted.moveIndex32(i, 1)) {
    const UChar32 c = parted.char32At(i);
    if (const char* spelt = spelt_out(c)) {
      kept.append(icu::UnicodeString(spelt));
    } else if (u_charType(c) != U_NON_SPACING_MARK) {
      kept.append(c);
    }
  }
  return lower_nfc(kept);
}

std::vector<std::string> stems(const std::string& exact, const std::string& language) {
  if (has_digit(exact)) return {exact};
  std::vector<std::string> out = {stem(exact, language)};
  if (!is_ascii(exact)) {
    std::string folded = stem(fold(exact), language);
    if (folded != out.front()) out.push_back(std::move(folded));
  }
  return out;
}

bool has_digit(std::string_view exact) {
  return std::any_of(exact.begin(), exact.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_stemmer(const std::string& language) { return stemmer_names().contains(language); }

std::string vocabulary_key(std::string_view name) {
  const std::string folded = fold(lower_nfc(icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(name.size())))));
  const auto raw = icu::UnicodeString::fromUTF8(folded);
  icu::UnicodeString kept;
  bool space = false;
  for (int32_t i = 0; i < raw.length(); i = raw.moveIndex32(i, 1)) {
    const UChar32 c = raw.char32At(i);
    if (is_invisible(c)) continue;
    if (u_isUWhiteSpace(c) || u_iscntrl(c)) {
      space = !kept.isEmpty();
      continue;
    }
    if (space) kept.append(u' ');
    space = false;
    kept.append(is_apostrophe(c) ? UChar32{'\''} : c);
  }
  std::string out;
  kept.toUTF8String(out);
  return std::string(cut_utf8(out, 150));
}

}  // namespace veille
