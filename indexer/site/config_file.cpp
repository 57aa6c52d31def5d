#include "indexer/site/config_file.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <utility>

#include "indexer/read/json_document.h"
#include "indexer/read/toml_document.h"
#include "indexer/read/yaml_document.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/look.h"
#include "veille/utf8.h"

namespace veille::site {

using read::Value;

namespace {

constexpr std::size_t kMaxBytes = 256 * 1024;

bool equal_any_case(std::string_view a, std::string_view b) {
  return lower_ascii(a) == lower_ascii(b);
}

Result<Value> parse(const std::string& text, const std::string& extension) {
  if (extension == ".toml") {
    auto document = read::parse_toml_document(read::yaml_text(text), 1, read::kConfigurationLimits);
    if (!document) return document.error();
    return std::move(document->root);
  }
  if (extension == ".json") {
    auto document = read::parse_json_document(text, 1, read::kConfigurationLimits);
    if (!document.problems.empty() && document.problems.front().code != "duplicate_key")
      return document.problems.front();
    return std::move(document.root);
  }
  return read::parse_yaml(text);
}

Error missing(const std::filesystem::path& file) {
  return {"config_missing", "the file cannot be read", file.string(), 0,
          "check its path and permissions"};
}

/// Its error says in which file it is.
Result<Value> of_file(Result<Value> parsed, const std::filesystem::path& file) {
  if (parsed) return parsed;
  const Error& error = parsed.error();
  return Error{"config_invalid", error.what, file.string(), error.line, error.mend};
}

/// A byte more than is allowed shows the parser that a file is too large.
std::optional<std::string> text_of(const Folder& site, const std::string& path) {
  return beginning_of(site, path, kMaxBytes + 1);
}

}  // namespace

std::string file_text(const Folder& site, const std::string& path) {
  return text_of(site, path).value_or("");
}

Result<Value> read_config_file(const Folder& site, const std::string& path) {
  const std::filesystem::path file = site.path() / path;
  const auto text = text_of(site, path);
  if (!text) return missing(file);
  return of_file(parse(*text, file.extension().string()), file);
}

Result<Value> read_own_config_file(const std::filesystem::path& file) {
  std::error_code failure;
  std::ifstream in(file, std::ios::binary);
  if (!std::filesystem::is_regular_file(file, failure) || !in) return missing(file);
  std::string text(kMaxBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) throw std::runtime_error("cannot read " + file.string());
  text.resize(static_cast<std::size_t>(in.gcount()));
  return of_file(read::parse_own_yaml(text), file);
}

const Value* find_any_case(const Value& map, std::string_view key) {
  if (const Value* exact = map.find(key)) return exact;
  const auto at = std::find_if(map.map.begin(), map.map.end(),
                               [&](const auto& entry) { return equal_any_case(entry.key, key); });
  return at == map.map.end() ? nullptr : &at->value;
}

std::string text_any_case(const Value& map, std::string_view key) {
  const Value* value = find_any_case(map, key);
  return value == nullptr ? "" : value->scalar;
}

std::string without_slash(std::string text) {
  while (text.ends_with('/')) text.pop_back();
  return text;
}

std::string trimmed_path(std::string path) {
  while (path.starts_with('/') || path.starts_with("./"))
    path.erase(0, path.starts_with('/') ? 1 : 2);
  return path == "." ? "" : without_slash(std::move(path));
}

std::string folder_inside(const std::string& written, const std::string& key,
                          const std::string& file, std::vector<Error>& problems) {
  if (auto path = path_inside(written)) return std::move(*path);
  problems.push_back({"config_bad_value",
                      "\"" + written.substr(0, 60) + "\" of \"" + key + "\" leads out of the site",
                      file, 0, "name a folder inside the site"});
  return {};
}

std::string public_url(const std::string& url) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) return {};
  if (url.find("://localhost") != std::string::npos || url.find("://127.") != std::string::npos)
    return {};
  return host_of(url).empty() ? std::string() : without_slash(plain_address(url));
}

}  // namespace veille::site
