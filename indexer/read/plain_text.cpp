#include "indexer/read/plain_text.h"

#include <unicode/unistr.h>

#include <algorithm>

#include "veille/analysis.h"

namespace veille::read {
namespace {

/// Bytes of the control character at `i`: 1 for C0 and DEL, 2 for C1, 0 for anything else and for
/// white space.
std::size_t control_length(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (is_space(text[i])) return 0;
  if (c < 0x20 || c == 0x7F) return 1;
  const bool c1 =
      c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
  return c1 ? 2 : 0;
}

std::size_t first_invalid(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const Line line = line_at(text, begin);
    if (!is_utf8(line.text)) return begin;
    begin = line.next;
  }
  return text.size();
}

}  // namespace

Line line_at(std::string_view text, std::size_t begin) {
  const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  std::size_t next = std::min(end + 1, text.size());
  if (text.substr(end, 2) == "\r\n") next = end + 2;
  return {text.substr(begin, end - begin), begin, next};
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    out += line.text;
    if (line.next > begin + line.text.size()) out += '\n';
    begin = line.next;
  }
  return out;
}

int count_line_ends(std::string_view text) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool before_lf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !before_lf)) ++count;
  }
  return count;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  std::size_t end = 0;
  while (end < text.size() && !is_space(text[end])) ++end;
  const std::string_view word = text.substr(0, end);
  text = trimmed(text.substr(end));
  return word;
}

std::string valid_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string valid;
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  return icu::UnicodeString::fromUTF8(piece).toUTF8String(valid);
}

void report_invalid_utf8(std::string_view text, int first_line, std::vector<Error>& problems) {
  const std::size_t bad = first_invalid(text);
  if (bad == text.size()) return;
  problems.push_back({"invalid_utf8", "the text is not UTF-8; the bad bytes are shown as U+FFFD",
                      "", first_line + count_line_ends(text.substr(0, bad)),
                      "save the file as UTF-8"});
}

std::string without_controls(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t skip = control_length(text, i); skip > 0) {
      i += skip;
    } else {
      kept += text[i++];
    }
  }
  return kept;
}

std::string clean_text(std::string_view text) {
  std::string kept = without_controls(text);
  for (char& c : kept) {
    if (is_space(c) && c != '\n' && c != '\t') c = ' ';
  }
  return nfc(kept);
}

std::vector<Section> plain_sections(std::string_view text) {
  std::string paragraphs;
  bool after_blank = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    begin = line.next;
    const std::string_view words = trimmed(line.text);
    if (!words.empty() && !paragraphs.empty()) paragraphs += after_blank ? '\n' : ' ';
    paragraphs += words;
    after_blank = words.empty();
  }
  if (paragraphs.empty()) return {};
  return {Section{0, "", "", clean_text(paragraphs)}};
}

}  // namespace veille::read
