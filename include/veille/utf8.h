// UTF-8: what is valid, whole and normal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace veille {

/// `text` in Unicode normalisation form C; bytes that are not UTF-8 become U+FFFD.
std::string nfc(std::string_view text);

/// `text` in lower case by the rules of no language in particular.
std::string lower_case(std::string_view text);

/// Letters of ASCII in lower case; whatever else is there stays.
constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lower_ascii(std::string_view text);

constexpr bool is_ascii_letter(char c) { return lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z'; }

/// Whether `text` is valid UTF-8.
bool is_utf8(std::string_view text);

/// `text` cut to at most `max_bytes`, at the end of a character.
std::string_view cut_utf8(std::string_view text, std::size_t max_bytes);

/// `text` as it can be shown on a terminal and stand in a line of a log: control characters, ends
/// of lines, marks that turn the direction of text, and bytes that are not UTF-8 as "\x1b".
std::string printable(std::string_view text);

/// The character of `text` at byte `i`, which moves behind it; negative where the bytes are not
/// UTF-8. `i` must lie inside of the text.
std::int32_t next_character(std::string_view text, std::size_t& i);

}  // namespace veille
