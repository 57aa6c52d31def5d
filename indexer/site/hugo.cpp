#include "indexer/site/hugo.h"

#include <algorithm>

#include "indexer/site/config_file.h"
#include "indexer/site/hugo_cascade.h"
#include "indexer/site/look.h"
#include "veille/locale.h"

namespace veille::site {
namespace {

using read::Value;

constexpr const char* kConfigFolder = "config/_default/";

bool is_true_any_case(const Value& map, std::string_view key) {
  return text_any_case(map, key) == "true";
}

/// A `config.*` may be of any program; these keys are Hugo's.
bool has_hugo_keys(const Folder& site, const std::string& file) {
  const auto config = read_config_file(site, file);
  if (!config) return false;
  static constexpr const char* kKeys[] = {"baseURL",    "languageCode", "defaultContentLanguage",
                                          "taxonomies", "permalinks",   "contentDir"};
  return std::any_of(std::begin(kKeys), std::end(kKeys),
                     [&](const char* key) { return find_any_case(*config, key) != nullptr; });
}

/// What Hugo merges from the files of config/_default: `languages.yaml` is the key `languages`.
void merge_parts(const Folder& site, const std::string& main, Value& config) {
  if (!main.starts_with(kConfigFolder)) return;
  for (const std::string name : {"languages", "permalinks", "taxonomies", "frontmatter"}) {
    for (const char* extension : {".toml", ".yaml", ".yml", ".json"}) {
      auto part = read_config_file(site, kConfigFolder + name + extension);
      if (part && find_any_case(config, name) == nullptr) config.map.push_back({name, *part});
    }
  }
}

/// The taxonomies' keys in front matter are tags, save those of authors.
void read_taxonomies(const Value& config, Source& source) {
  const Value* all = find_any_case(config, "taxonomies");
  if (all == nullptr) return;
  for (const auto& [singular, plural] : all->map) {
    const bool authors = singular == "author" || plural.scalar == "authors";
    auto& keys = authors ? source.author_keys : source.tag_keys;
    if (singular == "series" || plural.scalar.empty()) continue;
    if (std::find(keys.begin(), keys.end(), plural.scalar) == keys.end())
      keys.push_back(plural.scalar);
  }
}

void add_permalinks(const Value& table, Kind kind, Source& source) {
  for (const auto& [section, pattern] : table.map) {
    if (pattern.type == Value::Type::scalar)
      source.section_permalinks.push_back({section, kind, pattern.scalar});
  }
}

/// `permalinks` maps sections to patterns, or `page` and `section` to such maps.
void read_permalinks(const Value& config, Source& source) {
  const Value* all = find_any_case(config, "permalinks");
  if (all == nullptr) return;
  add_permalinks(*all, Kind::post, source);
  if (const Value* page = all->find("page")) add_permalinks(*page, Kind::post, source);
  if (const Value* section = all->find("section")) add_permalinks(*section, Kind::page, source);
}

/// `frontmatter.date` lists keys in Hugo's order; ":default" stands for the usual ones.
void read_date_keys(const Value& config, Source& source) {
  const Value* front = find_any_case(config, "frontmatter");
  const Value* keys = front == nullptr ? nullptr : find_any_case(*front, "date");
  if (keys == nullptr) return;
  std::vector<std::string> out;
  for (const auto& key : keys->texts()) {
    if (key == ":filename" || !key.starts_with(':')) out.push_back(key);
  }
  for (const auto& key : source.date_keys) {
    if (std::find(out.begin(), out.end(), key) == out.end()) out.push_back(key);
  }
  source.date_keys = std::move(out);
}

/// The folder that holds all of `folders`; "" when only the site's own does.
std::string common_folder(const std::map<std::string, std::string>& folders) {
  std::string common = folders.begin()->first;
  for (const auto& [folder, language] : folders) {
    while (!common.empty() && folder != common && !folder.starts_with(common + "/")) {
      const auto slash = common.rfind('/');
      common.resize(slash == std::string::npos ? 0 : slash);
    }
  }
  return common;
}

/// "" where it is not said, or leads out of the site.
std::string content_dir(const Value& settings, Source& source) {
  return folder_inside(text_any_case(settings, "contentDir"), "contentDir", source.recognised_by,
                       source.problems);
}

/// Languages, and the folders of those that have one of their own.
void read_languages(const Value& config, Source& source) {
  std::string first = primary_language(text_any_case(config, "defaultContentLanguage"));
  if (first.empty()) first = source.language.empty() ? "en" : source.language;
  source.languages = {first};
  std::map<std::string, std::string> folders;
  const Value* all = find_any_case(config, "languages");
  const std::vector<read::Entry> none;
  for (const auto& [key, settings] : all == nullptr ? none : all->map) {
    const std::string language = primary_language(key);
    if (language.empty() || is_true_any_case(settings, "disabled")) continue;
    if (language != first) source.languages.push_back(language);
    const std::string folder = content_dir(settings, source);
    if (!folder.empty()) folders[folder] = language;
    if (language == first && source.title.empty()) source.title = text_any_case(settings, "title");
  }
  source.language = first;
  if (folders.empty()) return;
  if (folders.size() < source.languages.size()) folders.emplace(source.content, first);
  source.content = common_folder(folders);
  source.language_folders = true;
  for (const auto& [folder, language] : folders) {
    const bool below = !source.content.empty() && folder.size() > source.content.size();
    source.language_by_path[below ? folder.substr(source.content.size() + 1) : folder] = language;
  }
}

}  // namespace

std::string hugo_config(const Folder& site) {
  for (const char* name : {"hugo", "config/_default/hugo", "config/_default/config", "config"}) {
    for (const char* extension : {".toml", ".yaml", ".yml", ".json"}) {
      const std::string file = std::string(name) + extension;
      if (!is_file(site, file)) continue;
      if (std::string_view(name) != "config" || has_hugo_keys(site, file)) return file;
    }
  }
  return {};
}

Result<Source> read_hugo(const Folder& site) {
  const std::string file = hugo_config(site);
  Value config;
  if (!file.empty()) {
    auto parsed = read_config_file(site, file);
    if (!parsed) return parsed.error();
    config = std::move(*parsed);
    merge_parts(site, file, config);
  }
  Source source;
  source.generator = Generator::hugo;
  source.recognised_by = file.empty() ? "veille.yaml" : file;
  source.title = text_any_case(config, "title");
  source.url = public_url(text_any_case(config, "baseURL"));
  source.language = primary_language(text_any_case(config, "languageCode"));
  source.content = content_dir(config, source);
  if (source.content.empty()) source.content = "content";
  source.default_language_in_address = is_true_any_case(config, "defaultContentLanguageInSubdir");
  source.ugly_addresses = is_true_any_case(config, "uglyURLs");
  source.future = is_true_any_case(config, "buildFuture");
  source.drafts = is_true_any_case(config, "buildDrafts");
  read_taxonomies(config, source);
  read_permalinks(config, source);
  read_date_keys(config, source);
  read_languages(config, source);
  source.defaults = hugo_cascades(site, source.content);
  return source;
}

}  // namespace veille::site
