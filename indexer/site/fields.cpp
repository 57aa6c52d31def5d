#include "indexer/site/fields.h"

#include <fnmatch.h>

#include <algorithm>

#include "indexer/site/config_file.h"
#include "veille/analysis.h"

namespace veille::site {

using read::Value;

namespace {

/// A rule's path is a folder or file, or a pattern of them.
bool applies(const PathDefault& rule, const std::string& path, const std::string& type) {
  if (!rule.type.empty() && rule.type != type) return false;
  if (rule.path.find('*') == std::string::npos) return lies_below(path, rule.path);
  return fnmatch(rule.path.c_str(), path.c_str(), FNM_PATHNAME | FNM_LEADING_DIR) == 0 ||
         (rule.path.find("**") != std::string::npos &&
          fnmatch(rule.path.c_str(), path.c_str(), 0) == 0);
}

}  // namespace

Fields::Fields(const Source& source, const SourceFile& file, const Value& own)
    : own_(own), any_case_(source.generator != Generator::jekyll) {
  const std::string type = file.collection == nullptr ? "pages" : file.collection->name;
  for (const auto& rule : source.defaults) {
    if (applies(rule, file.path, type)) rules_.push_back(&rule);
  }
  // Of two for the same path the one with a type wins, then the later one, as in Jekyll.
  std::reverse(rules_.begin(), rules_.end());
  std::stable_sort(rules_.begin(), rules_.end(), [](const auto* a, const auto* b) {
    if (a->path.size() != b->path.size()) return a->path.size() > b->path.size();
    return !a->type.empty() && b->type.empty();
  });
}

const Value* Fields::declared(std::string_view key) const {
  return any_case_ ? find_any_case(own_, key) : own_.find(key);
}

const Value* Fields::defaulted(std::string_view key) const {
  for (const auto* rule : rules_) {
    const Value* value = any_case_ ? find_any_case(rule->values, key) : rule->values.find(key);
    if (value != nullptr) return value;
  }
  return nullptr;
}

const Value* Fields::find(std::string_view key) const {
  const Value* value = declared(key);
  return value != nullptr ? value : defaulted(key);
}

std::string Fields::text(std::initializer_list<const char*> keys) const {
  for (const char* key : keys) {
    const Value* value = find(key);
    if (value != nullptr && !value->scalar.empty()) return nfc(value->scalar);
  }
  return {};
}

std::vector<std::string> names(const Value* value) {
  std::vector<std::string> out;
  if (value == nullptr) return out;
  if (value->type == Value::Type::map && !value->text("name").empty())
    return {nfc(value->text("name"))};
  if (value->type != Value::Type::list) out = value->texts();
  for (const Value& item : value->list) {
    for (auto& name : names(&item)) out.push_back(std::move(name));
  }
  for (auto& name : out) name = collapsed(nfc(name));
  std::erase(out, "");
  return out;
}

std::string collapsed(const std::string& text) {
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t from = i;
    const auto c = next_character(text, i);
    // White space of ASCII, next line, and the separators of lines and paragraphs.
    const bool is_space =
        c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0x2028 || c == 0x2029;
    if (is_space) {
      space = !out.empty();
      continue;
    }
    if (space) out.push_back(' ');
    space = false;
    out.append(text, from, i - from);
  }
  return out;
}

bool lies_below(const std::string& path, const std::string& folder) {
  return folder.empty() || path == folder || path.starts_with(folder + "/");
}

std::string file_name(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string without_extension(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? name : name.substr(0, dot);
}

}  // namespace veille::site
