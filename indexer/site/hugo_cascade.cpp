#include "indexer/site/hugo_cascade.h"

#include <algorithm>

#include "indexer/site/config_file.h"
#include "indexer/site/fields.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/look.h"

namespace veille::site {
namespace {

using read::Value;

const Value* target_of(const Value& rule) {
  const Value* target = rule.find("_target");
  return target != nullptr ? target : rule.find("target");
}

/// Whether the rule is for all pages, as far as its target says.
bool is_for_pages(const Value* target) {
  if (target == nullptr) return true;
  return std::all_of(target->map.begin(), target->map.end(), [](const auto& entry) {
    return entry.key == "path" || (entry.key == "kind" && entry.value.scalar == "page");
  });
}

void add_rule(const Value& rule, const std::string& section, const std::string& content,
              std::vector<PathDefault>& out) {
  const Value* target = target_of(rule);
  if (rule.type != Value::Type::map || !is_for_pages(target)) return;
  PathDefault made;
  const std::string path = target == nullptr ? "" : trimmed_path(target->text("path"));
  made.path = path.empty() ? section : content.empty() ? path : content + "/" + path;
  made.values.type = Value::Type::map;
  for (const auto& entry : rule.map) {
    if (&entry.value != target) made.values.map.push_back(entry);
  }
  out.push_back(std::move(made));
}

void add_rules(const Folder& site, const std::string& file, const std::string& content,
               std::vector<PathDefault>& out) {
  const std::string text = file_text(site, file);
  const auto front = read::split_front_matter(text);
  const Value* cascade = find_any_case(front.values, "cascade");
  if (cascade == nullptr) return;
  const std::string section = without_slash(folder_of(file));
  if (cascade->type == Value::Type::map) add_rule(*cascade, section, content, out);
  for (const Value& rule : cascade->list) add_rule(rule, section, content, out);
}

}  // namespace

std::vector<PathDefault> hugo_cascades(const Folder& site, const std::string& content) {
  constexpr int kMostDepth = 16;
  std::vector<std::string> files;
  visit_below(site, content, kMostDepth, [&](const FolderEntry& entry) {
    const bool is_index = file_name(entry.path).starts_with("_index.");
    if (is_index && entry.type == EntryType::file) files.push_back(entry.path);
    return Step::go_on;
  });
  // Every machine walks in an order of its own, and of equal rules the later one wins.
  std::sort(files.begin(), files.end());
  std::vector<PathDefault> out;
  for (const auto& file : files) add_rules(site, file, content, out);
  return out;
}

}  // namespace veille::site
