// Small things that every reader needs: lines with any line end, and text fit to be stored.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/read/extracted.h"

namespace veille::read {

/// One line of a text, without its line end (LF, CR LF or CR alone).
struct Line {
  std::string_view text;
  std::size_t begin = 0;  ///< offset of its first byte
  std::size_t next = 0;   ///< offset of the next line; the text's size after the last one
};

/// The line that begins at `begin`.
Line line_at(std::string_view text, std::size_t begin);

/// `text` with '\n' for each of its line ends.
std::string with_line_feeds(std::string_view text);

/// Number of line ends in `text`.
int count_line_ends(std::string_view text);

/// White space of ASCII; U+00A0 is none.
bool is_space(char c);

/// `text` without white space at both ends.
std::string_view trimmed(std::string_view text);

/// The first word of `text`, which is left without it; empty when there is none.
std::string_view take_word(std::string_view& text);

/// `text` with U+FFFD in place of bytes that are not UTF-8.
std::string valid_utf8(std::string_view text);

/// Adds `invalid_utf8` with the line of the first bad byte, if there is one. `first_line` is that
/// of `text`.
void report_invalid_utf8(std::string_view text, int first_line, std::vector<Error>& problems);

/// `text` without control characters other than white space.
std::string without_controls(std::string_view text);

/// `text` in NFC and UTF-8, without control characters other than '\n' and '\t'.
std::string clean_text(std::string_view text);

/// The sections of a text without markup: one, without a heading, each paragraph a line; none when
/// it is blank.
std::vector<Section> plain_sections(std::string_view text);

}  // namespace veille::read
