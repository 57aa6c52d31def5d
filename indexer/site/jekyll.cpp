#include "indexer/site/jekyll.h"

#include <algorithm>

#include "indexer/site/config_file.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/look.h"
#include "veille/locale.h"

namespace veille::site {
namespace {

using read::Value;

constexpr const char* kConfigFile = "_config.yml";

bool is_true(const Value& values, std::string_view key) { return values.text(key) == "true"; }

/// `collections` is a map with settings, or a bare list of names (which are not published).
std::vector<Collection> collections(const Value& config, std::vector<Error>& problems) {
  constexpr const char* kKey = "collections_dir";
  std::string parent = folder_inside(config.text(kKey), kKey, kConfigFile, problems);
  if (!parent.empty()) parent += "/";
  std::vector<Collection> out = {{"posts", parent + "_posts", "", Kind::post}};
  const Value* all = config.find("collections");
  if (all == nullptr || all->type != Value::Type::map) return out;
  for (const auto& [name, settings] : all->map) {
    if (name == "posts") {
      out.front().permalink = settings.text("permalink");
    } else if (is_true(settings, "output")) {
      std::string folder = parent;
      folder.append("_").append(name);
      out.push_back({name, std::move(folder), settings.text("permalink"), Kind::page});
    }
  }
  return out;
}

std::vector<PathDefault> defaults(const Value& config) {
  std::vector<PathDefault> out;
  const Value* all = config.find("defaults");
  if (all == nullptr || all->type != Value::Type::list) return out;
  for (const Value& entry : all->list) {
    const Value* values = entry.find("values");
    if (values == nullptr || values->type != Value::Type::map) continue;
    PathDefault made;
    if (const Value* scope = entry.find("scope")) {
      made.path = trimmed_path(scope->text("path"));
      made.type = scope->text("type");
    }
    made.values = *values;
    out.push_back(std::move(made));
  }
  return out;
}

std::string base_url(const Value& config) {
  const std::string url = public_url(config.text("url"));
  const std::string base = trimmed_path(config.text("baseurl"));
  return url.empty() || base.empty() ? url : plain_address(url + "/" + base);
}

/// Jekyll's own folders, which hold no texts.
bool is_machinery(const std::string& name) {
  static constexpr const char* kNames[] = {"_includes", "_layouts", "_data",   "_sass",
                                           "_drafts",   "_site",    "_assets", "_plugins"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](const char* n) { return name == n; });
}

/// Whether one of the folder's first files is Markdown with front matter.
bool holds_texts(const Folder& site, const std::string& folder) {
  constexpr int kMostFiles = 200;
  int seen = 0;
  bool found = false;
  visit_below(site, folder, 0, [&](const FolderEntry& entry) {
    if (++seen > kMostFiles) return Step::stop;
    const bool is_markdown = entry.path.ends_with(".md") || entry.path.ends_with(".markdown");
    if (!is_markdown || entry.type != EntryType::file) return Step::go_on;
    found = read::split_front_matter(file_text(site, entry.path)).present;
    return found ? Step::stop : Step::go_on;
  });
  return found;
}

}  // namespace

Result<Source> read_jekyll(const Folder& site) {
  auto parsed = read_config_file(site, kConfigFile);
  if (!parsed) return parsed.error();
  const Value& config = *parsed;
  Source source;
  source.generator = Generator::jekyll;
  source.recognised_by = kConfigFile;
  source.title = config.text("title").empty() ? config.text("name") : config.text("title");
  source.url = base_url(config);
  for (const char* key : {"lang", "language", "locale"}) {
    if (source.language.empty()) source.language = primary_language(config.text(key));
  }
  source.permalink = config.text("permalink").empty() ? "date" : config.text("permalink");
  source.collections = collections(config, source.problems);
  source.defaults = defaults(config);
  if (const Value* exclude = config.find("exclude")) source.exclude = exclude->texts();
  if (const Value* include = config.find("include")) source.include = include->texts();
  source.future = is_true(config, "future");
  return source;
}

Source jekyll_without_config(const Folder& site) {
  Source source;
  source.generator = Generator::jekyll;
  source.permalink = "date";
  visit_below(site, "", 0, [&](const FolderEntry& entry) {
    const std::string& name = entry.path;
    const bool looked_at = name.starts_with('_') && !is_machinery(name) &&
                           entry.type == EntryType::folder && holds_texts(site, name);
    const auto kind = name == "_posts" ? Kind::post : Kind::page;
    if (looked_at) source.collections.push_back({name.substr(1), name, "", kind});
    return Step::go_on;
  });
  std::sort(source.collections.begin(), source.collections.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  if (!source.collections.empty())
    source.recognised_by = "the folder " + source.collections.front().folder;
  return source;
}

}  // namespace veille::site
