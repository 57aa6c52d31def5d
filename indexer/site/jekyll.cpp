#include "indexer/site/jekyll.h"

#include <fstream>
#include <sstream>

#include "veille/locale.h"

namespace veille::site {
namespace {

using read::Value;

std::string without_slash(std::string text) {
  while (text.ends_with('/')) text.pop_back();
  return text;
}

std::string trimmed_path(std::string path) {
  while (path.starts_with('/') || path.starts_with("./"))
    path.erase(0, path.starts_with('/') ? 1 : 2);
  return without_slash(std::move(path));
}

bool is_true(const Value& values, std::string_view key) { return values.text(key) == "true"; }

/// `collections` is a map with settings, or a bare list of names (which are not published).
std::vector<Collection> collections(const Value& config) {
  std::vector<Collection> out = {{"posts", "_posts", "", Kind::post}};
  const Value* all = config.find("collections");
  if (all == nullptr || all->type != Value::Type::map) return out;
  for (const auto& [name, settings] : all->map) {
    if (name == "posts") {
      out.front().permalink = settings.text("permalink");
    } else if (is_true(settings, "output")) {
      out.push_back({name, "_" + name, settings.text("permalink"), Kind::page});
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

/// The base address; a developer's own machine is none that a reader could open.
std::string base_url(const Value& config) {
  const std::string url = without_slash(config.text("url"));
  if (!url.starts_with("http://") && !url.starts_with("https://")) return {};
  if (url.find("://localhost") != std::string::npos || url.find("://127.") != std::string::npos)
    return {};
  const std::string base = trimmed_path(config.text("baseurl"));
  return base.empty() ? url : url + "/" + base;
}

}  // namespace

Result<Source> read_jekyll(const std::filesystem::path& folder) {
  const auto file = folder / "_config.yml";
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return Error{"config_missing", "the file cannot be read", file.string(), 0,
                 "check its permissions"};
  std::ostringstream bytes;
  bytes << in.rdbuf();
  auto parsed = read::parse_yaml(bytes.str());
  if (!parsed) {
    Error error = parsed.error();
    return Error{"config_invalid", error.what, file.string(), error.line, error.mend};
  }
  const Value& config = *parsed;
  Source source;
  source.folder = folder;
  source.generator = Generator::jekyll;
  source.title = config.text("title").empty() ? config.text("name") : config.text("title");
  source.url = base_url(config);
  for (const char* key : {"lang", "language", "locale"}) {
    if (source.language.empty()) source.language = primary_language(config.text(key));
  }
  source.permalink = config.text("permalink").empty() ? "date" : config.text("permalink");
  source.collections = collections(config);
  source.defaults = defaults(config);
  if (const Value* exclude = config.find("exclude")) source.exclude = exclude->texts();
  source.future = is_true(config, "future");
  return source;
}

}  // namespace veille::site
