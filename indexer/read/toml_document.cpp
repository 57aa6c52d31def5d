#include "indexer/read/toml_document.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "indexer/read/plain_text.h"
#include "veille/analysis.h"

namespace veille::read {
namespace {

/// Leaves the conversion from inside; caught in parse_toml_document only.
struct TomlRefusal {
  Error error;
};

/// Makes Values of toml++'s tree. toml++ itself refuses more than 256 levels.
class TomlConverter {
 public:
  TomlConverter(int first_line, const DocumentLimits& limits)
      : first_line_(first_line), limits_(limits) {}

  Value convert(const toml::node& node, std::size_t level) {
    const int line = line_of(node);
    if (++nodes_ > limits_.nodes) refuse(line, "a block of so many values");
    Value value;
    value.line = line;
    if (const auto* table = node.as_table()) {
      open(level, line);
      value.type = Value::Type::map;
      value.map = entries(*table, level);
    } else if (const auto* array = node.as_array()) {
      open(level, line);
      value.type = Value::Type::list;
      for (const toml::node& item : *array) value.list.push_back(convert(item, level + 1));
    } else {
      value.type = Value::Type::scalar;
      value.scalar = scalar(node);
      value.quoted = node.is_string();
      if (value.scalar.size() > limits_.scalar_bytes) refuse(line, "a value that is too long");
    }
    return value;
  }

 private:
  int line_of(const toml::node& node) const {
    return first_line_ + std::max(1, static_cast<int>(node.source().begin.line)) - 1;
  }

  [[noreturn]] static void refuse(int line, const std::string& what) {
    throw TomlRefusal{{"toml_refused", what + " is not accepted here", "", line,
                       "write plain values, lists and tables"}};
  }

  void open(std::size_t level, int line) const {
    if (level >= limits_.levels) refuse(line, "a list or table nested so deeply");
  }

  std::vector<Entry> entries(const toml::table& table, std::size_t level) {
    if (table.size() > limits_.keys) refuse(line_of(table), "a table of so many keys");
    std::vector<Entry> out;
    for (const auto& [key, node] : table) {
      out.push_back({std::string(key.str()), convert(node, level + 1)});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Entry& a, const Entry& b) { return a.value.line < b.value.line; });
    return out;
  }

  static std::string scalar(const toml::node& node) {
    if (const auto text = node.value<std::string>()) return *text;
    std::ostringstream out;
    node.visit([&out](const auto& value) {
      if constexpr (toml::is_value<decltype(value)>) out << std::boolalpha << value.get();
    });
    return out.str();
  }

  const int first_line_;
  const DocumentLimits limits_;
  std::size_t nodes_ = 0;
};

bool is_toml_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '"';
}

/// Whether `text` may hold a key of very many parts: toml++ nests a table for each, and frees them
/// by recursion.
bool nests_by_dots(std::string_view text) {
  constexpr std::size_t kMostDots = 64;
  std::size_t dots = 0;
  char before = '\n';
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t') {
      space = true;
      continue;
    }
    const bool of_key = is_toml_key_character(c) || c == '\'';
    // Two words apart are no key.
    if (!of_key || (c != '.' && space && before != '.')) dots = 0;
    if (c == '.' && before != '.' && ++dots > kMostDots) return true;
    before = c;
    space = false;
  }
  return false;
}

/// The key that `line` begins with and the offset behind its '='; 0 when it begins with none.
std::pair<std::string, std::size_t> key_of(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && is_toml_key_character(line[end])) ++end;
  const std::size_t equals = std::min(line.find_first_not_of(" \t", end), line.size());
  if (end == 0 || equals >= line.size() || line[equals] != '=') return {"", 0};
  std::string key(line.substr(0, end));
  std::erase(key, '"');
  return {std::move(key), equals + 1};
}

bool is_table(std::string_view line) { return line.substr(0, 1) == "["; }

/// A top-level key or table and the lines that belong to it.
struct TomlChunk {
  std::string key;  ///< empty for a table
  std::size_t value_begin = 0;
  int line = 0;
  std::string text;
};

std::vector<TomlChunk> cut_in_toml_chunks(const std::string& text, int first_line) {
  std::vector<TomlChunk> chunks;
  bool in_table = false;
  int number = first_line;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const Line line = line_at(text, begin);
    begin = line.next;
    auto [key, value_begin] = key_of(line.text);
    in_table = in_table || is_table(line.text);
    if (is_table(line.text) || (!key.empty() && !in_table)) {
      chunks.push_back({in_table ? "" : key, value_begin, number, ""});
    }
    if (!chunks.empty()) chunks.back().text += std::string(line.text) + "\n";
  }
  return chunks;
}

/// What stands behind the '=' on the key's own line, without quotes.
Value written_value(const TomlChunk& chunk) {
  std::string_view words = trimmed(line_at(chunk.text, 0).text.substr(chunk.value_begin));
  const std::size_t quotes = std::min(words.find_first_not_of("\"'"), words.size());
  words.remove_prefix(quotes);
  while (quotes > 0 && !words.empty() && (words.back() == '"' || words.back() == '\''))
    words.remove_suffix(1);
  Value value;
  value.type = Value::Type::scalar;
  value.quoted = quotes > 0;
  value.scalar = cut_utf8(words, kFrontMatterLimits.scalar_bytes);
  value.line = chunk.line;
  return value;
}

}  // namespace

Result<ParsedDocument> parse_toml_document(const std::string& text, int first_line,
                                           const DocumentLimits& limits) {
  if (nests_by_dots(text)) {
    return Error{"toml_refused", "a key of so many parts is not accepted here", "", first_line,
                 "write plain values, lists and tables"};
  }
  try {
    ParsedDocument document;
    document.root = TomlConverter(first_line, limits).convert(toml::parse(text), 0);
    return document;
  } catch (const TomlRefusal& refusal) {
    return refusal.error;
  } catch (const toml::parse_error& error) {
    const int line = std::max(1, static_cast<int>(error.source().begin.line));
    return Error{"toml_invalid", "this is not TOML: " + std::string(error.description()), "",
                 first_line + line - 1, "put texts in quotes"};
  }
}

Value recover_toml(const std::string& text, int first_line, std::vector<Error>& problems) {
  constexpr std::size_t kMaxProblems = 16;
  Value map;
  map.type = Value::Type::map;
  map.line = first_line;
  for (const TomlChunk& chunk : cut_in_toml_chunks(text, first_line)) {
    if (problems.size() >= kMaxProblems || map.map.size() >= kFrontMatterLimits.keys) break;
    auto document = parse_toml_document(chunk.text, chunk.line, kFrontMatterLimits);
    if (document) {
      for (Entry& entry : document->root.map) add_first(std::move(entry), map, problems);
    } else if (!chunk.key.empty() && document.error().code == "toml_invalid") {
      add_first({chunk.key, written_value(chunk)}, map, problems);
    } else {
      problems.push_back(document.error());
      problems.back().what = "a part is left out: " + problems.back().what;
      problems.back().code = "front_matter_refused";
    }
  }
  return map;
}

std::size_t plausible_toml_end(std::string_view block) {
  for (std::size_t begin = 0; begin < block.size();) {
    const Line line = line_at(block, begin);
    const std::string_view words = trimmed(line.text);
    const bool plausible = words.empty() || !key_of(words).first.empty() || words[0] == '[' ||
                           words[0] == '#' || words[0] == ']' || words[0] == '}' ||
                           (words[0] == '"' && (words.back() == ',' || words.back() == '"'));
    if (!plausible) return begin;
    begin = line.next;
  }
  return block.size();
}

}  // namespace veille::read
