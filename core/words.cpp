#include <algorithm>

#include "core/word_segment.h"
#include "core/words_by_icu.h"
#include "veille/analysis.h"
#include "veille/utf8.h"

namespace veille {
namespace {

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
/// included.
std::size_t latin_run(std::string_view text, std::size_t i) {
  bool after_letter = false;
  while (i < text.size()) {
    const std::size_t letter = latin_letter_bytes(text, i);
    if (letter > 0 || is_ascii_digit(text[i])) {
      after_letter = letter > 0;
      i += std::max<std::size_t>(letter, 1);
      continue;
    }
    const std::size_t apostrophe = after_letter ? inner_apostrophe_bytes(text, i) : 0;
    if (apostrophe == 0 || latin_letter_bytes(text, i + apostrophe) == 0) break;
    i += apostrophe;
  }
  return i;
}

/// Appends the word of a chunk between delimiters that is one run of Latin letters and digits with
/// nothing but a stop, comma, colon or semicolon behind it; false when the chunk is another.
bool append_latin(std::string_view text, std::size_t begin, std::size_t end,
                  std::vector<Word>& out) {
  const std::size_t run = latin_run(text.substr(0, end), begin);
  if (run == begin) return false;
  if (run < end &&
      (run + 1 != end || std::string_view(".,;:").find(text[run]) == std::string_view::npos))
    return false;
  append_segment(text, begin, run, out);
  return true;
}

/// What a word takes of a text at least on the average; and for how many words there is room at
/// once.
constexpr std::size_t kBytesOfWord = 6;
constexpr std::size_t kFirstRoom = 1024;

constexpr std::size_t kMaxAnalysedBytes = std::size_t{1} << 30;

}  // namespace

std::vector<Word> words(std::string_view text) {
  std::vector<Word> out;
  text = cut_utf8(text, kMaxAnalysedBytes);
  out.reserve(std::min(text.size() / kBytesOfWord, kFirstRoom));
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
