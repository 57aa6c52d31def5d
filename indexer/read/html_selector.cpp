#include "indexer/read/html_selector.h"

#include <algorithm>

#include "veille/utf8.h"

namespace veille::read {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string take_name(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && is_name_character(text[n])) ++n;
  std::string out(text.substr(0, n));
  text.remove_prefix(n);
  return out;
}

/// "[role=main]" or "[role='main']", without the first bracket; moves behind the last.
std::optional<std::pair<std::string, std::string>> take_attribute(std::string_view& text) {
  std::pair<std::string, std::string> out;
  out.first = take_name(text);
  if (out.first.empty() || !text.starts_with('=')) return std::nullopt;
  const auto end = text.find(']');
  if (end == text.npos) return std::nullopt;
  out.second = text.substr(1, end - 1);
  std::erase_if(out.second, [](char c) { return c == '"' || c == '\''; });
  text.remove_prefix(end + 1);
  return out;
}

bool has_class(std::string_view list, const std::string& name) {
  std::size_t begin = 0;
  while (begin < list.size()) {
    const std::size_t end = std::min(list.find_first_of(" \t\r\n\f", begin), list.size());
    if (list.substr(begin, end - begin) == name) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::optional<HtmlSelector> HtmlSelector::parse(std::string_view text) {
  HtmlSelector out;
  out.name_ = lower_ascii(take_name(text));
  bool empty = out.name_.empty();
  while (!text.empty()) {
    const char kind = text.front();
    text.remove_prefix(1);
    if (kind == '[') {
      auto attribute = take_attribute(text);
      if (!attribute) return std::nullopt;
      out.attributes_.push_back(std::move(*attribute));
    } else {
      std::string name = take_name(text);
      if (name.empty() || (kind != '.' && kind != '#')) return std::nullopt;
      if (kind == '.')
        out.classes_.push_back(std::move(name));
      else
        out.attributes_.emplace_back("id", std::move(name));
    }
    empty = false;
  }
  if (empty) return std::nullopt;
  return out;
}

bool HtmlSelector::matches(const FullHtmlTag& full) const {
  if (!name_.empty() && full.tag.name != name_) return false;
  const std::string_view classes = full.attribute("class");
  return std::all_of(classes_.begin(), classes_.end(),
                     [&](const auto& name) { return has_class(classes, name); }) &&
         std::all_of(attributes_.begin(), attributes_.end(),
                     [&](const auto& a) { return full.attribute(a.first) == a.second; });
}

}  // namespace veille::read
