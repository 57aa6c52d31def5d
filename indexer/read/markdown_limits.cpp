#include "indexer/read/markdown_limits.h"

#include <algorithm>

#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

/// Steps of some 10 ns each, measured.
constexpr std::size_t kMaxSteps = 30'000'000;
constexpr std::size_t kMaxReferenceBytes = std::size_t{64} << 20;

/// Lists and quotes that `line` may open or continue: by its markers and, two columns each, by its
/// indentation.
std::size_t nesting(std::string_view line) {
  std::size_t levels = 0;
  std::size_t columns = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == ' ')
      ++columns;
    else if (c == '\t')
      columns += 4;
    else if (c == '>' || c == '-' || c == '+' || c == '*')
      ++levels;
    else if ((c < '0' || c > '9') && c != '.' && c != ')')
      break;
    else if (c == '.' || c == ')')
      ++levels;
  }
  return std::max(levels, columns / 2);
}

/// What the parts of one paragraph may cost each other.
struct ParagraphCost {
  std::size_t bytes = 0;
  std::size_t open_brackets = 0;
  std::size_t closed_brackets = 0;
  std::size_t tag_starts = 0;

  void add(std::string_view line) {
    bytes += line.size();
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '[') ++open_brackets;
      if (line[i] == ']') ++closed_brackets;
      const char next = i + 1 < line.size() ? line[i + 1] : ' ';
      if (line[i] == '<' && (next == '!' || next == '?')) ++tag_starts;
    }
  }

  std::size_t steps() const {
    const std::size_t unclosed =
        open_brackets > closed_brackets ? open_brackets - closed_brackets : 0;
    return std::max(unclosed * closed_brackets, tag_starts * bytes);
  }
};

}  // namespace

bool is_too_costly(std::string_view text) {
  ParagraphCost paragraph;
  std::size_t lines = 0;
  std::size_t deepest = 0;
  std::size_t brackets = 0;
  std::size_t longest_definition = 0;
  for (std::size_t begin = 0; begin < text.size(); ++lines) {
    const Line line = line_at(text, begin);
    begin = line.next;
    deepest = std::max(deepest, nesting(line.text));
    if (line.text.find("]:") != line.text.npos) {
      longest_definition = std::max(longest_definition, line.text.size());
    }
    if (trimmed(line.text).empty()) {
      paragraph = {};
    } else {
      const std::size_t before = paragraph.open_brackets;
      paragraph.add(line.text);
      brackets += paragraph.open_brackets - before;
    }
    if (paragraph.steps() > kMaxSteps) return true;
  }
  return deepest * lines > kMaxSteps || longest_definition * brackets > kMaxReferenceBytes;
}

}  // namespace veille::read
