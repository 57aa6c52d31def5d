#include "indexer/site/config.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "indexer/site/config_file.h"
#include "indexer/site/config_source.h"
#include "indexer/site/synonyms.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;
using read::Value;

Result<std::vector<Source>> read_sources(const fs::path& file, const Value& list) {
  std::vector<Source> sources;
  std::set<std::string> ids;
  for (const Value& entry : list.list) {
    auto source = read_source(file, entry);
    if (!source) return source.error();
    if (!ids.insert(source->id).second) {
      return config_error(file, entry.line, "config_bad_value",
                          "two sources have the id \"" + source->id + "\"", "give each its own");
    }
    sources.push_back(std::move(*source));
  }
  return sources;
}

/// `aliases:` is a map of names to lists of other names.
Result<bool> read_aliases(const fs::path& file, const Value& map, Configuration& out) {
  if (map.type != Value::Type::map) {
    return config_error(file, map.line, "config_bad_value",
                        "aliases are a map of tags to other names",
                        "write \"accessibility: [a11y, accessibilité]\"");
  }
  for (const auto& [name, others] : map.map) {
    auto list = others.texts();
    if (others.type == Value::Type::map || list.empty()) {
      return config_error(file, others.line, "config_bad_value", "bad value for \"" + name + "\"",
                          "write a list of the other names of this tag");
    }
    out.aliases.emplace_back(name, std::move(list));
  }
  return true;
}

bool is_host(const std::string& text) {
  const std::string name = text.starts_with("*.") ? text.substr(2) : text;
  return !name.empty() && name.find('.') != std::string::npos &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '.';
         });
}

/// `fetch:` names the hosts, and whom servers may ask.
Result<bool> read_fetch(const fs::path& file, const Value& map, Configuration& out) {
  static const std::vector<std::string> kKeys = {"hosts", "contact"};
  for (const auto& [key, value] : map.map) {
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
      return unknown_key(file, key, value.line, kKeys);
    if (key == "contact") {
      out.fetch_contact = value.scalar;
      continue;
    }
    out.fetch_hosts = value.texts();
    for (const auto& host : out.fetch_hosts) {
      if (!is_host(host))
        return config_error(file, value.line, "config_bad_value", "\"" + host + "\" is no host",
                            "write names such as example.org, or *.example.org for all below one");
    }
  }
  if (!out.fetch_hosts.empty()) return true;
  return config_error(file, map.line, "config_bad_value", "fetch names no hosts",
                      "write \"hosts: [example.org]\" below it");
}

}  // namespace

Result<Configuration> read_config(const fs::path& file) {
  const auto parsed = read_own_config_file(file);
  if (!parsed) return parsed.error();
  static const std::vector<std::string> kKeys = {"sources", "aliases", "fetch"};
  for (const auto& [key, value] : parsed->map) {
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
      return unknown_key(file, key, value.line, kKeys);
  }
  const Value* sources = parsed->find("sources");
  if (sources == nullptr || sources->type != Value::Type::list || sources->list.empty()) {
    return config_error(file, 1, "config_bad_value", "no sources are listed",
                        "begin the file with \"sources:\" and a list");
  }
  Configuration out;
  if (const Value* aliases = parsed->find("aliases")) {
    if (const auto read = read_aliases(file, *aliases, out); !read) return read.error();
  }
  if (const Value* fetch = parsed->find("fetch")) {
    if (const auto read = read_fetch(file, *fetch, out); !read) return read.error();
  }
  auto read = read_sources(file, *sources);
  if (!read) return read.error();
  out.sources = std::move(*read);
  auto synonyms = read_synonyms_file(file.parent_path() / "synonyms.yaml");
  if (!synonyms) return synonyms.error();
  out.synonyms = std::move(*synonyms);
  return out;
}

}  // namespace veille::site
