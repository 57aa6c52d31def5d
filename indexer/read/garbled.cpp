#include "indexer/read/garbled.h"

#include <cstdint>
#include <string_view>

#include "veille/utf8.h"

namespace veille::read {
namespace {

bool is_letter(std::int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_vowel(char c) { return std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos; }

/// Characters that no text consists of: U+FFFD, controls, and those of private use.
bool is_meaningless(std::int32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) ||
         c >= 0xF0000;
}

struct Tally {
  std::size_t characters = 0;  ///< other than white space
  std::size_t meaningless = 0;
  std::size_t words = 0;
  std::size_t letters = 0;  ///< of those words
  std::size_t vowels = 0;
};

void count_word(std::string_view word, Tally& tally) {
  constexpr std::size_t kMinLetters = 4;
  if (word.size() < kMinLetters) return;
  ++tally.words;
  tally.letters += word.size();
  for (const char c : word) {
    if (is_vowel(c)) ++tally.vowels;
  }
}

/// Words are counted that consist of ASCII letters alone: one with an accent in it is none.
void count_page(std::string_view page, Tally& tally) {
  std::size_t word = 0;  // where it begins
  bool plain = true;
  for (std::size_t i = 0; i < page.size();) {
    const std::size_t at = i;
    const std::int32_t c = next_character(page, i);
    if (c == ' ' || c == '\n') {
      if (plain) count_word(page.substr(word, at - word), tally);
      word = i;
      plain = true;
      continue;
    }
    ++tally.characters;
    if (is_meaningless(c)) ++tally.meaningless;
    if (!is_letter(c)) {
      const bool ends = c < 0x80;  // a sign or a number, around which words stand
      if (ends && plain) count_word(page.substr(word, at - word), tally);
      if (ends) word = i;
      plain = ends;
    }
  }
  if (plain) count_word(page.substr(word), tally);
}

}  // namespace

bool is_garbled(const std::vector<std::string>& pages) {
  constexpr std::size_t kMinCharacters = 20;
  constexpr std::size_t kMinWords = 100;
  Tally tally;
  for (const std::string& page : pages) count_page(page, tally);
  if (tally.characters >= kMinCharacters && tally.meaningless * 10 > tally.characters * 3) {
    return true;
  }
  return tally.words >= kMinWords && tally.vowels * 100 < tally.letters * 28;
}

}  // namespace veille::read
