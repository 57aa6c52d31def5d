#include "indexer/read/front_matter.h"

#include <algorithm>

#include "indexer/read/front_matter_recovery.h"
#include "indexer/read/plain_text.h"
#include "indexer/read/yaml_document.h"

namespace veille::read {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Where the parts of a file lie; all offsets into its bytes.
struct Parts {
  std::size_t block_begin = 0;
  std::size_t block_end = 0;
  std::size_t body_begin = 0;
  int block_line = 1;
  bool terminated = false;
};

std::string_view without_trailing_space(std::string_view line) {
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  return line;
}

bool is_end_marker(std::string_view line) {
  const std::string_view mark = without_trailing_space(line);
  return mark == "---" || mark == "...";
}

/// Finds the opening marker behind blank lines; false when the first line with text is another one.
bool find_block_begin(std::string_view bytes, Parts& parts) {
  std::size_t begin = bytes.substr(0, 3) == kByteOrderMark ? kByteOrderMark.size() : 0;
  while (begin < bytes.size()) {
    const Line line = line_at(bytes, begin);
    begin = line.next;
    ++parts.block_line;
    if (trimmed(line.text).empty()) continue;
    parts.block_begin = begin;
    return without_trailing_space(line.text) == "---";
  }
  return false;
}

void find_block_end(std::string_view bytes, Parts& parts) {
  for (std::size_t begin = parts.block_begin; begin < bytes.size();) {
    const Line line = line_at(bytes, begin);
    if (is_end_marker(line.text)) {
      parts.block_end = begin;
      parts.body_begin = line.next;
      parts.terminated = true;
      return;
    }
    begin = line.next;
  }
}

/// Ends the block where its lines cease to look like front matter.
void end_where_prose_begins(std::string_view bytes, Parts& parts) {
  parts.block_end = parts.block_begin + plausible_front_matter_end(bytes.substr(parts.block_begin));
  parts.body_begin = parts.block_end;
  parts.terminated = false;
}

FrontMatter without_front_matter(std::string_view bytes) {
  FrontMatter whole;
  whole.values.type = Value::Type::map;
  const std::size_t begin = bytes.substr(0, 3) == kByteOrderMark ? kByteOrderMark.size() : 0;
  whole.body = bytes.substr(begin);
  return whole;
}

Error not_yaml(Error error) {
  error.code = "front_matter_invalid";
  error.what += "; the front matter was read key by key";
  return error;
}

/// The block's values, by YAML or key by key; nothing but a map counts.
Value read_values(std::string_view block, int first_line, std::vector<Error>& problems) {
  const std::string text = yaml_text(block.substr(0, kMaxFrontMatterBytes));
  if (block.size() > kMaxFrontMatterBytes) {
    problems.push_back({"front_matter_too_large", "the front matter is larger than 16 KiB", "",
                        first_line, "move what is not metadata into the text"});
    return recover_front_matter(text, first_line, problems);
  }
  auto document = parse_yaml_document(text, first_line, kFrontMatterLimits);
  if (!document) {
    // What is refused is reported with its key.
    if (document.error().code == "yaml_invalid") problems.push_back(not_yaml(document.error()));
    return recover_front_matter(text, first_line, problems);
  }
  problems.insert(problems.end(), document->problems.begin(), document->problems.end());
  return std::move(document->root);
}

/// Whether the block, though it has an end marker, runs on into the body up to a rule of three
/// dashes.
bool runs_into_body(std::string_view block, int first_line) {
  if (!holds_prose(block)) return false;
  // A block of YAML is trusted: values in quotes may hold blank lines and go on without
  // indentation.
  return block.size() > kMaxFrontMatterBytes ||
         !parse_yaml_document(yaml_text(block), first_line, kFrontMatterLimits);
}

Error unterminated(int opening_line) {
  return {"front_matter_unterminated", "no line of three dashes ends the front matter", "",
          opening_line, "add a line '---' below the last key"};
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  const auto at = std::find_if(map.begin(), map.end(), [&](const auto& e) { return e.key == key; });
  return at == map.end() ? nullptr : &at->value;
}

std::string Value::text(std::string_view key) const {
  const Value* value = find(key);
  return value == nullptr ? "" : value->scalar;
}

std::vector<std::string> Value::texts() const {
  if (type == Type::scalar) return {scalar};
  std::vector<std::string> all;
  // At most 16 levels deep: the parser refuses more.
  for (const Value& value : list) {
    for (std::string& text : value.texts()) all.push_back(std::move(text));
  }
  return all;
}

FrontMatter split_front_matter(std::string_view bytes) {
  Parts parts;
  if (!find_block_begin(bytes, parts)) return without_front_matter(bytes);
  find_block_end(bytes, parts);
  const auto block = [&] {
    return bytes.substr(parts.block_begin, parts.block_end - parts.block_begin);
  };
  if (!parts.terminated || runs_into_body(block(), parts.block_line)) {
    end_where_prose_begins(bytes, parts);
    // A rule of three dashes above plain text is no front matter.
    if (parts.block_end == parts.block_begin) return without_front_matter(bytes);
  }

  FrontMatter result;
  if (!parts.terminated) result.problems.push_back(unterminated(parts.block_line - 1));
  report_invalid_utf8(block(), parts.block_line, result.problems);
  result.values = read_values(block(), parts.block_line, result.problems);
  if (result.values.type == Value::Type::null) result.values.type = Value::Type::map;
  if (result.values.type != Value::Type::map) return without_front_matter(bytes);
  result.present = true;
  result.body = bytes.substr(parts.body_begin);
  result.body_line =
      parts.block_line +
      count_line_ends(bytes.substr(parts.block_begin, parts.body_begin - parts.block_begin));
  return result;
}

}  // namespace veille::read
