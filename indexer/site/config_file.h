// The configuration files of site generators.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/read/front_matter.h"
#include "indexer/site/folder.h"
#include "veille/result.h"

namespace veille::site {

/// The values of a file of a site in YAML, TOML or JSON, which its extension tells. `path` lies
/// below the site's folder; no symbolic link is followed.
///
/// Errors: config_missing; config_invalid, with path and line.
Result<read::Value> read_config_file(const Folder& site, const std::string& path);

/// The same of a file in YAML that the owner names and that is written for this program: it may be
/// a symbolic link, and a key that a map has twice is an error.
Result<read::Value> read_own_config_file(const std::filesystem::path& file);

/// The whole file of a site as text, at most 256 KiB; "" when it cannot be read.
std::string file_text(const Folder& site, const std::string& path);

/// The value at `key`, whatever the case of its letters (Hugo's keys have none); null when there is
/// none.
const read::Value* find_any_case(const read::Value& map, std::string_view key);
/// Its scalar, or "".
std::string text_any_case(const read::Value& map, std::string_view key);

/// `text` without slashes at its end.
std::string without_slash(std::string text);
/// A path without "/" and "./" at its head and slashes at its end.
std::string trimmed_path(std::string path);

/// The folder that the value of `key` in `file` names, below the site's own and in its plain form.
/// One that leads out of the site gives "" and a problem, config_bad_value.
std::string folder_inside(const std::string& written, const std::string& key,
                          const std::string& file, std::vector<Error>& problems);

/// The base address; empty when `url` is none that a reader could open, such as a developer's own
/// machine, or when it is longer than kMaxAddressBytes.
std::string public_url(const std::string& url);

}  // namespace veille::site
