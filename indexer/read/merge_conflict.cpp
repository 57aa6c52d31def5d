#include "indexer/read/merge_conflict.h"

#include <array>

#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

constexpr std::array<std::string_view, 3> kMarks = {"<<<<<<<", "=======", ">>>>>>>"};

/// Whether `line` is the mark: seven characters, then a space or nothing.
bool is_mark(std::string_view line, std::string_view mark) {
  return line.substr(0, mark.size()) == mark &&
         (line.size() == mark.size() || is_space(line[mark.size()]));
}

bool is_fence(std::string_view line) {
  const std::string_view head = trimmed(line).substr(0, 3);
  return head == "```" || head == "~~~";
}

/// The lines of one conflict after another.
std::vector<std::array<Line, 3>> conflicts(std::string_view text) {
  std::vector<std::array<Line, 3>> found;
  std::array<Line, 3> open;
  std::size_t next = 0;
  bool in_code = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    begin = line.next;
    if (is_fence(line.text)) in_code = !in_code;
    if (in_code) continue;
    if (is_mark(line.text, kMarks[0])) next = 0;
    if (!is_mark(line.text, kMarks[next])) continue;
    open[next++] = line;
    if (next < kMarks.size()) continue;
    found.push_back(open);
    next = 0;
  }
  return found;
}

}  // namespace

std::string without_conflict_marks(std::string_view text, int first_line,
                                   std::vector<Error>& problems) {
  std::string out;
  std::size_t copied = 0;
  for (const auto& conflict : conflicts(text)) {
    const int line = first_line + count_line_ends(text.substr(0, conflict[0].begin));
    problems.push_back({"merge_conflict", "a failed merge left its marks; both sides were read", "",
                        line, "keep one side and remove the marks"});
    for (const Line& mark : conflict) {
      out += text.substr(copied, mark.begin - copied);
      copied = mark.begin + mark.text.size();
    }
  }
  out += text.substr(copied);
  return out;
}

}  // namespace veille::read
