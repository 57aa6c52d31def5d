#include "indexer/site/post_tags.h"

#include <algorithm>

#include "veille/analysis.h"

namespace veille::site {
namespace {

using read::Value;

/// What parts the tags in the string at `key`. Jekyll parts at spaces where it expects a list, not
/// where it expects one tag, and not where there are commas.
char separator_in(const Source& source, const std::string& key, const std::string& text) {
  if (source.tag_separator == TagSeparator::space) return ' ';
  const bool by_space = source.tag_separator == TagSeparator::of_generator &&
                        source.generator == Generator::jekyll && key.ends_with('s');
  return by_space && text.find(',') == std::string::npos ? ' ' : ',';
}

/// The tags in a lone string.
std::vector<std::string> cut(const Source& source, const std::string& key,
                             const std::string& scalar) {
  const std::string text = collapsed(nfc(scalar));
  const char separator = separator_in(source, key, text);
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(separator, begin), text.size());
    out.push_back(collapsed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return out;
}

}  // namespace

std::vector<std::string> post_tags(const Source& source, const Fields& fields) {
  std::vector<std::string> out;
  std::vector<std::string> seen;
  for (const auto& key : source.tag_keys) {
    const Value* value = fields.find(key);
    if (value == nullptr) continue;
    const bool lone = value->type == Value::Type::scalar;
    for (auto& tag : lone ? cut(source, key, value->scalar) : names(value)) {
      const std::string tag_key = vocabulary_key(tag);
      if (tag_key.empty() || std::find(seen.begin(), seen.end(), tag_key) != seen.end()) continue;
      seen.push_back(tag_key);
      out.push_back(std::move(tag));
    }
  }
  return out;
}

}  // namespace veille::site
