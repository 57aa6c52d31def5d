#include "indexer/read/front_matter.h"

#include <algorithm>

#include "indexer/read/front_matter_recovery.h"
#include "indexer/read/json_document.h"
#include "indexer/read/merge_conflict.h"
#include "indexer/read/plain_text.h"
#include "indexer/read/toml_document.h"
#include "indexer/read/yaml_document.h"

namespace veille::read {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class Format { yaml, toml, json };

/// Where the parts of a file lie; all offsets into its bytes.
struct Parts {
  Format format = Format::yaml;
  std::string_view end_mark;
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

/// A line that opens a block: Jekyll's and Hugo's marks, and those of Eleventy that name the
/// format.
struct Delimiter {
  std::string_view open;
  std::string_view close;
  Format format;
};
constexpr Delimiter kDelimiters[] = {{"---", "---", Format::yaml},
                                     {"+++", "+++", Format::toml},
                                     {"---yaml", "---", Format::yaml},
                                     {"---toml", "---", Format::toml},
                                     {"---json", "---", Format::json}};

bool is_end_marker(std::string_view line, const Parts& parts) {
  const std::string_view mark = without_trailing_space(line);
  return mark == parts.end_mark || (parts.format == Format::yaml && mark == "...");
}

/// Takes a JSON object that begins at `begin` for the whole block.
bool take_object(std::string_view bytes, std::size_t begin, Parts& parts) {
  const std::size_t length = json_object_length(bytes.substr(begin), kMaxFrontMatterBytes);
  if (length == 0) return false;
  --parts.block_line;
  parts.format = Format::json;
  parts.block_begin = begin;
  parts.block_end = begin + length;
  const Line rest = line_at(bytes, parts.block_end);
  parts.body_begin = trimmed(rest.text).empty() ? rest.next : parts.block_end;
  parts.terminated = true;
  return true;
}

/// Finds the opening marker behind blank lines; false when the first line with text is another one.
bool find_block_begin(std::string_view bytes, Parts& parts) {
  std::size_t begin = bytes.substr(0, 3) == kByteOrderMark ? kByteOrderMark.size() : 0;
  while (begin < bytes.size()) {
    const Line line = line_at(bytes, begin);
    const std::size_t line_begin = begin;
    begin = line.next;
    ++parts.block_line;
    if (trimmed(line.text).empty()) continue;
    if (line.text[0] == '{') return take_object(bytes, line_begin, parts);
    parts.block_begin = begin;
    const std::string_view text = without_trailing_space(line.text);
    const auto* mark = std::find_if(std::begin(kDelimiters), std::end(kDelimiters),
                                    [&](const Delimiter& m) { return m.open == text; });
    if (mark == std::end(kDelimiters)) return false;
    parts.format = mark->format;
    parts.end_mark = mark->close;
    return true;
  }
  return false;
}

void find_block_end(std::string_view bytes, Parts& parts) {
  for (std::size_t begin = parts.block_begin; begin < bytes.size() && !parts.terminated;) {
    const Line line = line_at(bytes, begin);
    if (is_end_marker(line.text, parts)) {
      parts.block_end = begin;
      parts.body_begin = line.next;
      parts.terminated = true;
    }
    begin = line.next;
  }
}

/// Ends the block where its lines cease to look like front matter.
void end_where_prose_begins(std::string_view bytes, Parts& parts) {
  const std::string_view rest = bytes.substr(parts.block_begin);
  parts.block_end =
      parts.block_begin + (parts.format == Format::yaml   ? plausible_front_matter_end(rest)
                           : parts.format == Format::toml ? plausible_toml_end(rest)
                                                          : 0);
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

Error read_by_key(Error error) {
  error.code = "front_matter_invalid";
  error.what += "; the front matter was read key by key";
  return error;
}

Value recover(Format format, const std::string& text, int first_line,
              std::vector<Error>& problems) {
  if (format == Format::toml) return recover_toml(text, first_line, problems);
  return recover_front_matter(text, first_line, problems);
}

/// The values of a JSON object, as far as they can be read.
Value read_object(const std::string& text, int first_line, std::vector<Error>& problems) {
  ParsedDocument document = parse_json_document(text, first_line, kFrontMatterLimits);
  for (Error& problem : document.problems) {
    if (problem.code == "json_invalid") problem = read_by_key(std::move(problem));
    if (problem.code == "json_refused") problem.code = "front_matter_refused";
    problems.push_back(std::move(problem));
  }
  return std::move(document.root);
}

/// The block's values, by its format or key by key; nothing but a map counts.
Value read_values(Format format, std::string_view block, int first_line,
                  std::vector<Error>& problems) {
  const std::string text = yaml_text(
      without_conflict_marks(block.substr(0, kMaxFrontMatterBytes), first_line, problems));
  if (block.size() > kMaxFrontMatterBytes) {
    problems.push_back({"front_matter_too_large", "the front matter is larger than 16 KiB", "",
                        first_line, "move what is not metadata into the text"});
    if (format != Format::json) return recover(format, text, first_line, problems);
  }
  if (format == Format::json) return read_object(text, first_line, problems);
  auto document = format == Format::toml
                      ? parse_toml_document(text, first_line, kFrontMatterLimits)
                      : parse_yaml_document(text, first_line, kFrontMatterLimits);
  if (!document) {
    // What is refused is reported with its key.
    if (document.error().code.ends_with("_invalid"))
      problems.push_back(read_by_key(document.error()));
    return recover(format, text, first_line, problems);
  }
  problems.insert(problems.end(), document->problems.begin(), document->problems.end());
  if (format == Format::yaml) mend_stray_lines(document->root, problems);
  return std::move(document->root);
}

/// Whether the block, though it has an end marker, runs on into the body up to a rule of three
/// dashes.
bool runs_into_body(Format format, std::string_view block, int first_line) {
  if (format != Format::yaml || !holds_prose(block)) return false;
  // A block of YAML is trusted: values in quotes may hold blank lines and go on without
  // indentation.
  return block.size() > kMaxFrontMatterBytes ||
         !parse_yaml_document(yaml_text(block), first_line, kFrontMatterLimits);
}

Error unterminated(const Parts& parts) {
  const std::string mark(parts.end_mark);
  return {"front_matter_unterminated", "no line '" + mark + "' ends the front matter", "",
          parts.block_line - 1, "add a line '" + mark + "' below the last key"};
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
  if (!parts.terminated || runs_into_body(parts.format, block(), parts.block_line)) {
    end_where_prose_begins(bytes, parts);
    // A rule of three dashes above plain text is no front matter.
    if (parts.block_end == parts.block_begin) return without_front_matter(bytes);
  }

  FrontMatter result;
  if (!parts.terminated) result.problems.push_back(unterminated(parts));
  report_invalid_utf8(block(), parts.block_line, result.problems);
  result.values = read_values(parts.format, block(), parts.block_line, result.problems);
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
