#include "indexer/read/template_lines.h"

#include <algorithm>

#include "indexer/read/html_role.h"
#include "indexer/read/plain_text.h"
#include "veille/utf8.h"

namespace veille::read {
namespace {

/// Whether `words` is `[[toc]]` in any case.
bool is_contents_list(std::string_view words) {
  static constexpr std::string_view kMark = "[[toc]]";
  return words.size() == kMark.size() &&
         std::equal(words.begin(), words.end(), kMark.begin(),
                    [](char a, char b) { return lower_ascii(a) == b; });
}

/// `words` without an attribute list `{.class}` at its end, and without brackets around all of it.
std::string_view bare_title(std::string_view words) {
  if (!words.empty() && words.back() == '}') words = trimmed(words.substr(0, words.rfind('{')));
  if (words.size() > 1 && words.front() == '[' && words.back() == ']')
    words = trimmed(words.substr(1, words.size() - 2));
  return words;
}

}  // namespace

std::optional<std::string> container_line(std::string_view line) {
  std::string_view words = trimmed(line);
  if (is_contents_list(words)) return "";
  if (words.substr(0, 3) != ":::") return std::nullopt;
  words.remove_prefix(std::min(words.find_first_not_of(':'), words.size()));
  words = trimmed(words);
  std::size_t name = 0;
  while (name < words.size() && !is_space(words[name]) && words[name] != '[' && words[name] != '{')
    ++name;
  const std::string_view title = bare_title(trimmed(words.substr(name)));
  const std::size_t indent = std::min(line.find(':'), line.size());
  // Two spaces at its end keep the title apart from the text below it.
  return title.empty() ? "" : std::string(line.substr(0, indent)) + std::string(title) + "  ";
}

std::size_t component_name(std::string_view text) {
  if (text.size() < 3 || text[0] != '<' || text[1] < 'A' || text[1] > 'Z') return 0;
  std::size_t end = 1;
  bool lower = false;
  while (end < text.size() &&
         (is_ascii_letter(text[end]) || (text[end] >= '0' && text[end] <= '9')))
    lower = (text[end++] & 0x20) != 0 || lower;
  if (!lower || end >= text.size() || (!is_space(text[end]) && text[end] != '/')) return 0;
  // `<Img src=…>` is HTML; a button, which has no text in attributes there, is a component.
  const std::string name = lower_ascii(text.substr(1, end - 1));
  const bool html = role_of(name) != Role::dropped && name != "button" && name != "video";
  static constexpr std::string_view kInline[] = {"span", "em", "strong", "input", "font", "small"};
  return html || std::find(std::begin(kInline), std::end(kInline), name) != std::end(kInline) ? 0
                                                                                              : end;
}

}  // namespace veille::read
