#include "indexer/read/pdf_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

constexpr std::string_view kSoftHyphen = "\xC2\xAD";

struct Replacement {
  std::string_view from;
  std::string_view to;
};

/// U+FB00 to U+FB06, and the hyphens that mean nothing else.
constexpr std::array<Replacement, 8> kReplacements{{{"\xEF\xAC\x80", "ff"},
                                                    {"\xEF\xAC\x81", "fi"},
                                                    {"\xEF\xAC\x82", "fl"},
                                                    {"\xEF\xAC\x83", "ffi"},
                                                    {"\xEF\xAC\x84", "ffl"},
                                                    {"\xEF\xAC\x85", "st"},
                                                    {"\xEF\xAC\x86", "st"},
                                                    {"\xE2\x80\x90", "-"}}};

std::string replaced(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto* match =
        std::find_if(kReplacements.begin(), kReplacements.end(),
                     [&](const Replacement& r) { return text.substr(i, r.from.size()) == r.from; });
    if (match == kReplacements.end()) {
      // Some fonts number their space like a control character.
      const bool control = static_cast<unsigned char>(text[i]) < 0x20 && text[i] != '\n';
      result += control ? ' ' : text[i];
      ++i;
    } else {
      result += match->to;
      i += match->from.size();
    }
  }
  return result;
}

/// Soft hyphens within a line are invisible; at its end one is a hyphen.
std::string without_soft_hyphens(std::string line) {
  const bool at_end =
      line.size() >= kSoftHyphen.size() &&
      line.compare(line.size() - kSoftHyphen.size(), kSoftHyphen.npos, kSoftHyphen) == 0;
  for (std::size_t at = line.find(kSoftHyphen); at != line.npos; at = line.find(kSoftHyphen, at)) {
    line.erase(at, kSoftHyphen.size());
  }
  return at_end ? line + "-" : line;
}

/// A letter or digit; all beyond ASCII are taken for letters, which is right but for signs.
bool is_word_byte(char c) {
  return (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

/// Whether `text` begins with a lower-case letter: ASCII, or of Latin-1 (U+00DF to U+00FF) or Latin
/// Extended-A, where a word that goes on is never written in capitals.
bool begins_lower(std::string_view text) {
  if (text.empty()) return false;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return first >= 'a' && first <= 'z';
  if (first == 0xC3) return text.size() > 1 && static_cast<unsigned char>(text[1]) >= 0x9F;
  return first == 0xC4 || first == 0xC5;
}

/// Longer words are not compared; a text may be one word.
constexpr std::size_t kMaxWordBytes = 64;

std::string_view last_word(std::string_view text) {
  std::size_t begin = text.size();
  const std::size_t stop = begin - std::min(begin, kMaxWordBytes);
  while (begin > stop && (is_word_byte(text[begin - 1]) || text[begin - 1] == '-')) --begin;
  return text.substr(begin);
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  const std::size_t stop = std::min(text.size(), kMaxWordBytes);
  while (end < stop && is_word_byte(text[end])) ++end;
  return text.substr(0, end);
}

bool begins_with_bullet(std::string_view line) {
  static constexpr std::array<std::string_view, 12> kBullets = {"•", "◦", "▪", "▫",  "■",  "□",
                                                                "●", "○", "‣", "- ", "– ", "* "};
  return std::any_of(kBullets.begin(), kBullets.end(), [&](std::string_view bullet) {
    return line.substr(0, bullet.size()) == bullet;
  });
}

bool ends_sentence(std::string_view line) {
  return !line.empty() && std::string_view(".!?:;").find(line.back()) != std::string_view::npos;
}

/// The lines of a page in blocks.
std::vector<std::vector<std::string>> blocks_of(std::string_view page) {
  std::vector<std::vector<std::string>> blocks(1);
  for (std::size_t begin = 0; begin < page.size();) {
    const Line line = line_at(page, begin);
    begin = line.next;
    std::string words = without_soft_hyphens(std::string(trimmed(replaced(line.text))));
    if (!words.empty()) {
      blocks.back().push_back(std::move(words));
    } else if (!blocks.back().empty()) {
      blocks.emplace_back();
    }
  }
  return blocks;
}

}  // namespace

PdfText::PdfText(const std::vector<std::string>& pages) {
  for (const std::string& page : pages) {
    const std::string text = replaced(page);
    for (std::size_t at = text.find('-'); at != text.npos; at = text.find('-', at + 1)) {
      const std::string_view tail = first_word(std::string_view(text).substr(at + 1));
      const std::string_view head = last_word(std::string_view(text).substr(0, at));
      if (!head.empty() && !tail.empty())
        hyphenated_.insert(std::string(head) + "-" + std::string(tail));
    }
  }
}

bool PdfText::keeps_hyphen(std::string_view head, std::string_view tail) const {
  return hyphenated_.count(std::string(head) + "-" + std::string(tail)) > 0;
}

void PdfText::join(std::string& text, std::string_view line) const {
  const bool parted = text.size() > 1 && text.back() == '-' && is_word_byte(text[text.size() - 2]);
  if (!parted) {
    text += ' ';
  } else if (begins_lower(line)) {
    text.pop_back();
    if (keeps_hyphen(last_word(text), first_word(line))) text += '-';
  }
  text += line;
}

std::string PdfText::paragraphs(std::string_view page) const {
  std::string text;
  for (const auto& block : blocks_of(page)) {
    std::size_t longest = 0;
    for (const std::string& line : block) longest = std::max(longest, line.size());
    bool begin = true;
    for (const std::string& line : block) {
      if (begin || begins_with_bullet(line)) {
        if (!text.empty()) text += '\n';
        text += line;
      } else {
        join(text, line);
      }
      begin = ends_sentence(line) && line.size() * 4 < longest * 3;
    }
  }
  return clean_text(text);
}

}  // namespace veille::read
