#include "core/word_segment.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <span>

#include "core/letters.h"
#include "veille/utf8.h"

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

}  // namespace

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

}  // namespace veille
