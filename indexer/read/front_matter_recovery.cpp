#include "indexer/read/front_matter_recovery.h"

#include <algorithm>
#include <utility>

#include "indexer/read/plain_text.h"
#include "indexer/read/yaml_document.h"
#include "veille/analysis.h"
#include "veille/utf8.h"

namespace veille::read {
namespace {

bool is_yaml_key_character(char c) {
  return is_ascii_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// Length of the key that `line` begins with; 0 when it does not begin with `key:`.
std::size_t key_length(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && is_yaml_key_character(line[end])) ++end;
  if (end == 0 || end >= line.size() || line[end] != ':' ||
      !(is_ascii_letter(line[0]) || line[0] == '_'))
    return 0;
  return end + 1 == line.size() || is_space(line[end + 1]) ? end : 0;
}

bool is_item(std::string_view line) {
  const std::string_view words = trimmed(line);
  return words == "-" || words.substr(0, 2) == "- ";
}

bool is_indented(std::string_view line) { return !line.empty() && is_space(line.front()); }

bool is_plausible(std::string_view line, bool after_blank) {
  const bool lower = !line.empty() && line[0] >= 'a' && line[0] <= 'z';
  if (key_length(line) > 0) return !after_blank || lower;
  return !after_blank && (is_indented(line) || is_item(line) || line[0] == '#');
}

/// Lines that a failed merge leaves behind.
bool is_conflict_mark(std::string_view line) {
  const std::string_view head = line.substr(0, 7);
  return head == "<<<<<<<" || head == "=======" || head == ">>>>>>>";
}

/// A top-level key and the lines that belong to it.
struct YamlChunk {
  std::size_t key_bytes = 0;
  int line = 0;
  std::vector<std::string_view> lines;
};

std::vector<YamlChunk> cut_in_yaml_chunks(std::string_view text, int first_line) {
  std::vector<YamlChunk> chunks;
  int line_number = first_line;
  for (std::size_t begin = 0; begin < text.size(); ++line_number) {
    const Line line = line_at(text, begin);
    begin = line.next;
    if (is_conflict_mark(line.text)) continue;
    if (const std::size_t key = key_length(line.text); key > 0) {
      chunks.push_back({key, line_number, {}});
    }
    if (!chunks.empty()) chunks.back().lines.push_back(line.text);
  }
  return chunks;
}

/// The chunk as YAML, with tabs as an editor shows them: YAML forbids them where people put them.
std::string without_tabs(const YamlChunk& chunk) {
  std::string text;
  for (const std::string_view line : chunk.lines) {
    const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
    for (const char c : line.substr(0, indent)) text += c == '\t' ? "    " : " ";
    std::string words(trimmed(line));
    std::replace(words.begin(), words.end(), '\t', ' ');
    text += words + "\n";
  }
  return text;
}

/// `text` without the quotes around it; in double quotes, backslashes before punctuation are
/// dropped.
std::string unquoted(std::string_view text) {
  const char quote = text.size() >= 2 ? text.front() : ' ';
  if ((quote != '"' && quote != '\'') || text.back() != quote) return std::string(text);
  std::string plain;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool escape = quote == '"' ? text[i] == '\\' : text[i] == '\'' && next == '\'';
    if (escape && (next == '"' || next == '\'' || next == '\\')) ++i;
    plain += text[i];
  }
  return plain;
}

Value scalar(std::string_view text, int line) {
  Value value;
  value.type = Value::Type::scalar;
  value.scalar = cut_utf8(unquoted(text), kFrontMatterLimits.scalar_bytes);
  value.quoted = unquoted(text) != text;
  value.line = line;
  return value;
}

/// The `- item` lines of a chunk as a list; anything else in it is left out.
Value raw_list(const YamlChunk& chunk) {
  Value list;
  list.type = Value::Type::list;
  list.line = chunk.line;
  for (std::size_t i = 1; i < chunk.lines.size(); ++i) {
    if (!is_item(chunk.lines[i])) continue;
    const std::string_view item = trimmed(trimmed(chunk.lines[i]).substr(1));
    list.list.push_back(scalar(item, chunk.line + static_cast<int>(i)));
  }
  return list;
}

/// A chunk's value as written: its lines in one, or its items.
Value raw_value(const YamlChunk& chunk) {
  std::string words(trimmed(chunk.lines[0].substr(chunk.key_bytes + 1)));
  const bool items = std::any_of(chunk.lines.begin() + 1, chunk.lines.end(), is_item);
  if (words.empty() && items) return raw_list(chunk);
  if (words == ">" || words == "|" || words == ">-" || words == "|-") words.clear();
  for (std::size_t i = 1; i < chunk.lines.size(); ++i) {
    const std::string_view more = trimmed(chunk.lines[i]);
    if (!more.empty() && !words.empty()) words += ' ';
    words += more;
  }
  return words.empty() ? Value{} : scalar(words, chunk.line);
}

/// `*name`: alone in its chunk an alias has lost its anchor, and is no YAML for another reason.
bool is_alias(const Value& value) {
  const std::string_view text = value.scalar;
  return text.size() > 1 && text[0] == '*' &&
         std::all_of(text.begin() + 1, text.end(), is_yaml_key_character);
}

bool is_blank(const Value& value) {
  return value.scalar.empty() && value.list.empty() && value.map.empty();
}

/// The chunk's value: by YAML if it is that, else as written; an error when it is refused.
Result<Value> chunk_value(const YamlChunk& chunk) {
  auto document = parse_yaml_document(without_tabs(chunk), chunk.line, kFrontMatterLimits);
  if (!document && document.error().code == "yaml_refused") return document.error();
  if (document && document->root.map.size() == 1) {
    return std::move(document->root.map.front().value);
  }
  Value value = raw_value(chunk);
  if (is_alias(value))
    return Error{"yaml_refused", "an alias (*) is not accepted here", "", chunk.line,
                 "write plain values, lists and maps"};
  return value;
}

}  // namespace

std::size_t plausible_front_matter_end(std::string_view block) {
  bool after_blank = false;
  for (std::size_t begin = 0; begin < block.size();) {
    const Line line = line_at(block, begin);
    const bool blank = trimmed(line.text).empty();
    if (!blank && !is_plausible(line.text, after_blank)) return begin;
    after_blank = blank;
    begin = line.next;
  }
  return block.size();
}

bool holds_prose(std::string_view block) {
  bool after_blank = false;
  for (std::size_t begin = 0; begin < block.size();) {
    const Line line = line_at(block, begin);
    const bool blank = trimmed(line.text).empty();
    const bool known = blank || is_indented(line.text) || is_item(line.text) ||
                       key_length(line.text) > 0 || line.text[0] == '#' ||
                       is_conflict_mark(line.text);
    if (after_blank && !known) return true;
    after_blank = blank;
    begin = line.next;
  }
  return false;
}

Value recover_front_matter(const std::string& text, int first_line, std::vector<Error>& problems) {
  constexpr std::size_t kMaxProblems = 16;
  Value map;
  map.type = Value::Type::map;
  map.line = first_line;
  for (const YamlChunk& chunk : cut_in_yaml_chunks(text, first_line)) {
    if (problems.size() >= kMaxProblems) break;
    std::string key(chunk.lines[0].substr(0, chunk.key_bytes));
    if (map.map.size() >= kFrontMatterLimits.keys) break;
    if (map.find(key) != nullptr) {
      problems.push_back(duplicate_key(key, chunk.line));
      continue;
    }
    auto value = chunk_value(chunk);
    if (value) {
      map.map.push_back({std::move(key), std::move(*value)});
    } else {
      problems.push_back(value.error());
      problems.back().what = "the key '" + key + "' is left out: " + problems.back().what;
      problems.back().code = "front_matter_refused";
    }
  }
  return map;
}

void mend_stray_lines(Value& map, std::vector<Error>& problems) {
  Value mended = std::move(map);
  const std::vector<Entry> entries = std::exchange(mended.map, {});
  for (const Entry& entry : entries) {
    const std::size_t end = std::min(entry.key.find_first_of(": "), entry.key.size());
    if (entry.value.type != Value::Type::null || end == entry.key.size()) {
      add_first(entry, mended, problems);
      continue;
    }
    const int line = entry.value.line;
    problems.push_back({"front_matter_invalid", "this line is no key with a value", "", line,
                        "put a space behind the colon, or indent what goes on"});
    const bool key = entry.key[end] == ':' && end > 0;
    if (key) {
      add_first({entry.key.substr(0, end), scalar(entry.key.substr(end + 1), line)}, mended,
                problems);
    } else if (!mended.map.empty() && is_blank(mended.map.back().value)) {
      mended.map.back().value = scalar(entry.key, line);
    }
  }
  map = std::move(mended);
}

}  // namespace veille::read
