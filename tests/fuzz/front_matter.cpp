// A file's front matter in YAML, TOML or JSON, as its own marks say, and configuration files in
// each of them.
#include <algorithm>
#include <set>

#include "indexer/read/front_matter.h"
#include "indexer/read/json_document.h"
#include "indexer/read/merge_conflict.h"
#include "indexer/read/parsed_document.h"
#include "indexer/read/plain_text.h"
#include "indexer/read/toml_document.h"
#include "indexer/read/yaml_document.h"
#include "tests/fuzz/promise.h"

namespace veille::fuzz {
namespace {

using read::Value;

/// What a value may be; gives the number of its nodes.
std::size_t look_at(const Value& value, const read::DocumentLimits& limits, std::size_t levels) {
  // A map or list at the limit may hold scalars.
  promise(levels <= limits.levels + 1, "values are no deeper than they may be");
  promise_utf8(value.scalar, "values are UTF-8");
  promise(value.line >= 0, "a value has a line");
  using Type = Value::Type;
  promise(value.scalar.empty() || value.type == Type::scalar, "only scalars have text");
  promise(value.list.empty() || value.type == Type::list, "only lists have items");
  promise(value.map.empty() || value.type == Type::map, "only maps have keys");
  std::size_t nodes = 1;
  std::set<std::string> keys;
  for (const auto& [key, inner] : value.map) {
    promise_utf8(key, "keys are UTF-8");
    promise(keys.insert(key).second, "a key is there once", key);
    promise(value.find(key) == &inner, "a key is found", key);
    nodes += 1 + look_at(inner, limits, levels + 1);
  }
  for (const auto& inner : value.list) nodes += look_at(inner, limits, levels + 1);
  for (const auto& text : value.texts()) promise_utf8(text, "texts are UTF-8");
  return nodes;
}

void look_at(const std::vector<Error>& problems, int lines, const std::set<std::string>& codes) {
  for (const auto& problem : problems) {
    promise(codes.contains(problem.code), "a problem is a documented one", problem.code);
    promise(problem.line >= 0 && problem.line <= lines, "a problem's line is one of the file's",
            to_string(problem));
    promise(!problem.what.empty(), "a problem is told", problem.code);
  }
}

void look_at_file(std::string_view bytes) {
  const int lines = read::count_line_ends(bytes) + 1;
  const auto file = read::split_front_matter(bytes);
  promise(bytes.ends_with(file.body), "the body is the file's end", bytes);
  promise(file.body.empty() || (file.body.data() >= bytes.data() &&
                                file.body.data() + file.body.size() == bytes.data() + bytes.size()),
          "the body lies in the file", bytes);
  promise(file.body_line >= 1 && file.body_line <= lines, "the body's line is one of the file's",
          bytes);
  promise(file.present || file.values.map.empty(), "what is not there says nothing", bytes);
  promise(file.values.type == Value::Type::map, "front matter is a map", bytes);
  const auto before = bytes.substr(0, bytes.size() - file.body.size());
  promise(file.body_line == read::count_line_ends(before) + 1 || file.body.empty(),
          "the body begins on its line", bytes);
  const std::size_t nodes = look_at(file.values, read::kFrontMatterLimits, 0);
  promise(nodes <= 2 * read::kFrontMatterLimits.nodes, "values have a bound", bytes);
  static const std::set<std::string> kCodes = {
      "front_matter_invalid",   "front_matter_unterminated",
      "front_matter_too_large", "front_matter_refused",
      "duplicate_key",          "invalid_utf8",
      "merge_conflict"};
  look_at(file.problems, lines, kCodes);
}

/// A configuration, which is read whole or not at all.
void look_at_configuration(std::string_view bytes) {
  const int lines = read::count_line_ends(bytes) + 1;
  for (const auto& result : {read::parse_yaml(bytes), read::parse_own_yaml(bytes)}) {
    if (!result) {
      look_at({result.error()}, lines, {"yaml_invalid", "yaml_refused", "duplicate_key"});
      continue;
    }
    look_at(*result, read::kConfigurationLimits, 0);
  }
  const std::string text = read::yaml_text(bytes);
  promise_utf8(text, "text for parsers is UTF-8");
  const auto toml = read::parse_toml_document(text, 1, read::kConfigurationLimits);
  if (!toml)
    look_at({toml.error()}, lines, {"toml_invalid", "toml_refused"});
  else
    look_at(toml->root, read::kConfigurationLimits, 0);
  const auto json = read::parse_json_document(text, 1, read::kConfigurationLimits);
  look_at(json.root, read::kConfigurationLimits, 0);
  look_at(json.problems, lines, {"json_invalid", "json_refused", "duplicate_key"});
  promise(read::json_object_length(bytes, 4'096) <= bytes.size(), "an object lies in its text");
}

void look_at_conflicts(std::string_view bytes) {
  std::vector<Error> problems;
  const std::string text = read::without_conflict_marks(bytes, 1, problems);
  promise(read::count_line_ends(text) == read::count_line_ends(bytes), "lines stay where they are",
          bytes);
  look_at(problems, read::count_line_ends(bytes) + 1, {"merge_conflict"});
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  veille::fuzz::look_at_file(bytes);
  veille::fuzz::look_at_configuration(bytes);
  veille::fuzz::look_at_conflicts(bytes);
  return 0;
}
