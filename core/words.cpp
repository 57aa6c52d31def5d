#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <stdexcept>

#include "core/letters.h"
#include "core/words_by_icu.h"
#include "veille/analysis.h"

namespace veille {
namespace {

/// Characters at which a word of UAX #29 is parted further.
bool is_inner_separator(UChar32 c) {
  return c == '.' || c == ':' || c == '_' || c == 0xB7 || c == 0x2027 || c == 0x2024 || c == 0xFE55;
}

/// The elided words of French and Italian. Applied whatever the language, so that a query needs
/// none: in English and German hardly a word begins like this ("o'clock", "don't" and "I'm" do
/// not).
bool is_elision(std::string_view head) {
  static constexpr std::array kElisions = {
      "l",      "d",    "j",    "m",    "t",    "s",    "n",    "c",    "qu",    "jusqu",  "lorsqu",
      "puisqu", "dell", "all",  "dall", "nell", "sull", "coll", "un",   "quest", "quell",  "bell",
      "sant",   "tutt", "anch", "dov",  "com",  "gl",   "degl", "negl", "agl",   "quoiqu", "buon"};
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

using Characters = std::span<const Character>;

/// The exact form of characters below U+0100, which are in NFC already: most words of the indexed
/// languages are, and ICU's way costs several times as much.
std::string lower_latin(Characters word) {
  std::string out;
  for (const auto& [c, begin, end] : word) {
    const bool upper = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    const UChar32 lower = upper ? c + 0x20 : c;
    if (lower < 0x80) {
      out.push_back(static_cast<char>(lower));
    } else {
      out.push_back(static_cast<char>(0xC0 | (lower >> 6)));
      out.push_back(static_cast<char>(0x80 | (lower & 0x3F)));
    }
  }
  return out;
}

std::string lower(Characters word) {
  const bool latin =
      std::all_of(word.begin(), word.end(), [](const Character& x) { return x.c < 0x100; });
  if (latin) return lower_latin(word);
  icu::UnicodeString raw;
  for (const auto& character : word) raw.append(character.c);
  return lower_nfc(raw);
}

/// Appends a word, its exact form cut at the limit.
void append_cut(std::string exact, std::size_t begin, std::size_t end, std::vector<Word>& out) {
  exact.resize(cut_utf8(exact, kMaxWordBytes).size());
  out.push_back({std::move(exact), begin, end});
}

/// Appends the word that these characters show; nothing when no letter or digit is among them.
void append_word(Characters word, std::vector<Word>& out) {
  while (!word.empty() && word.front().c == '\'') word = word.subspan(1);
  while (!word.empty() && word.back().c == '\'') word = word.first(word.size() - 1);
  const bool is_word =
      std::any_of(word.begin(), word.end(), [](const Character& x) { return u_isalnum(x.c) != 0; });
  if (!is_word) return;
  append_cut(lower(word), word.front().begin, word.back().end, out);
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
  append_cut(lower_nfc(raw), all.front().begin, all.back().end, out);
}

bool separates(const std::vector<Character>& all, std::size_t i) {
  if (!is_inner_separator(all[i].c)) return false;
  const bool between_digits =
      i > 0 && i + 1 < all.size() && u_isdigit(all[i - 1].c) && u_isdigit(all[i + 1].c);
  return !between_digits || all[i].c == '_';
}

/// Letters and digits of ASCII alone: nothing to part, to strip or to normalise.
bool is_plain(std::string_view segment) {
  return std::all_of(segment.begin(), segment.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

std::string lower_ascii(std::string_view word) {
  std::string out(word);
  for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  return out;
}

void append_segment(std::string_view text, std::size_t begin, std::size_t end,
                    std::vector<Word>& out) {
  if (is_plain(text.substr(begin, end - begin))) {
    out.push_back(
        {lower_ascii(text.substr(begin, std::min(end - begin, kMaxWordBytes))), begin, end});
    return;
  }
  const auto all = visible_characters(text, begin, end);
  if (is_initials(all)) return append_initials(all, out);
  std::size_t from = 0;
  for (std::size_t i = 0; i <= all.size(); ++i) {
    if (i < all.size() && !separates(all, i)) continue;
    const std::size_t begin_of_word = after_elision(all, from, i);
    append_word(Characters(all).subspan(begin_of_word, i - begin_of_word), out);
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

/// Appends the words of text[begin, end), cut by ICU.
void append_by_icu(std::string_view text, std::size_t begin, std::size_t end,
                   std::vector<Word>& out) {
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data() + begin, static_cast<int64_t>(end - begin), &status);
  auto& breaks = word_breaks();
  breaks.setText(&utext, status);
  if (U_SUCCESS(status)) {
    int32_t from = breaks.first();
    for (int32_t to = breaks.next(); to != icu::BreakIterator::DONE;
         from = to, to = breaks.next()) {
      const std::size_t first = begin + static_cast<std::size_t>(from);
      if (breaks.getRuleStatus() >= UBRK_WORD_NUMBER || text[first] == '_')
        append_segment(text, first, begin + static_cast<std::size_t>(to), out);
    }
  }
  utext_close(&utext);
}

/// The bytes of a character at `i` that stands in no word and joins none by UAX #29: white space,
/// hyphens and slashes, quotation marks, dashes and the like; 0 for any other. What stands between
/// two of them can be cut by itself.
std::size_t delimiter_bytes(std::string_view text, std::size_t i) {
  switch (static_cast<unsigned char>(text[i])) {
    case ' ':
    case '\n':
    case '\t':
    case '\r':
    case '-':
    case '/':
    case '(':
    case ')':
    case '!':
    case '?':
    case '*':
      return 1;
    case '"':  // joins Hebrew letters
      return i > 0 && i + 1 < text.size() && (text[i - 1] & 0x80) != 0 && (text[i + 1] & 0x80) != 0
                 ? 0
                 : 1;
    case 0xC2: {  // no-break space and guillemets
      const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
      return next == 0xA0 || next == 0xAB || next == 0xBB ? 2 : 0;
    }
    case 0xE2: {  // dashes, double quotation marks, bullet, ellipsis
      const std::string_view mark = text.substr(i, 3);
      for (const std::string_view known :
           {"\u2013", "\u2014", "\u201C", "\u201D", "\u201E", "\u2022", "\u2026"}) {
        if (mark == known) return 3;
      }
      return 0;
    }
    default:
      return 0;
  }
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// The bytes of a letter of ASCII or Latin-1 at `i`; 0 for anything else.
std::size_t latin_letter_bytes(std::string_view text, std::size_t i) {
  if (is_ascii_letter(text[i])) return 1;
  if (static_cast<unsigned char>(text[i]) != 0xC3 || i + 1 >= text.size()) return 0;
  const auto next = static_cast<unsigned char>(text[i + 1]);
  return next >= 0x80 && next <= 0xBF && next != 0x97 && next != 0xB7 ? 2 : 0;
}

/// The bytes of an apostrophe between two letters at `i`, which joins them; else 0.
std::size_t inner_apostrophe_bytes(std::string_view text, std::size_t i) {
  std::size_t bytes = 0;
  if (text[i] == '\'')
    bytes = 1;
  else if (text.substr(i).starts_with("\u2019"))
    bytes = 3;
  return bytes > 0 && i + bytes < text.size() ? bytes : 0;
}

/// Where the run of Latin letters and digits from `i` on ends, apostrophes between letters
/// included; `plain` becomes false where there is one of these, or a letter beyond ASCII.
std::size_t latin_run(std::string_view text, std::size_t i, bool& plain) {
  bool after_letter = false;
  while (i < text.size()) {
    const std::size_t letter = latin_letter_bytes(text, i);
    if (letter > 0 || is_ascii_digit(text[i])) {
      plain = plain && letter < 2;
      after_letter = letter > 0;
      i += std::max<std::size_t>(letter, 1);
      continue;
    }
    const std::size_t apostrophe = after_letter ? inner_apostrophe_bytes(text, i) : 0;
    if (apostrophe == 0 || latin_letter_bytes(text, i + apostrophe) == 0) break;
    plain = false;
    i += apostrophe;
  }
  return i;
}

/// Appends the word of a chunk between delimiters that is one run of Latin letters and digits with
/// nothing but a stop, comma, colon or semicolon behind it; false when the chunk is another.
bool append_latin(std::string_view text, std::size_t begin, std::size_t end,
                  std::vector<Word>& out) {
  bool plain = true;
  const std::size_t run = latin_run(text.substr(0, end), begin, plain);
  if (run == begin) return false;
  if (run < end &&
      (run + 1 != end || std::string_view(".,;:").find(text[run]) == std::string_view::npos))
    return false;
  if (plain)
    out.push_back(
        {lower_ascii(text.substr(begin, std::min(run - begin, kMaxWordBytes))), begin, run});
  else
    append_segment(text, begin, run, out);
  return true;
}

constexpr std::size_t kMaxAnalysedBytes = std::size_t{1} << 30;

}  // namespace

std::vector<Word> words_by_icu(std::string_view text) {
  std::vector<Word> out;
  append_by_icu(text, 0, cut_utf8(text, kMaxAnalysedBytes).size(), out);
  return out;
}

std::vector<Word> words(std::string_view text) {
  std::vector<Word> out;
  text = cut_utf8(text, kMaxAnalysedBytes);
  for (std::size_t begin = 0; begin < text.size();) {
    if (const std::size_t delimiter = delimiter_bytes(text, begin); delimiter > 0) {
      begin += delimiter;
      continue;
    }
    std::size_t end = begin + 1;
    while (end < text.size() && delimiter_bytes(text, end) == 0) ++end;
    if (!append_latin(text, begin, end, out)) append_by_icu(text, begin, end, out);
    begin = end;
  }
  return out;
}

}  // namespace veille
