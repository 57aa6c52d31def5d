// The configuration files of site generators.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/read/front_matter.h"
#include "veille/result.h"

namespace veille::site {

/// The values of a file in YAML, TOML or JSON, which its extension tells. Errors: config_missing;
/// config_invalid, with path and line.
Result<read::Value> read_config_file(const std::filesystem::path& file);

/// The same of a file in YAML that is written for this program: a key that a map has twice is an
/// error.
Result<read::Value> read_own_config_file(const std::filesystem::path& file);

/// The whole file as text, at most 256 KiB; "" when it cannot be read.
std::string file_text(const std::filesystem::path& file);

/// The value at `key`, whatever the case of its letters (Hugo's keys have none); null when there is
/// none.
const read::Value* find_any_case(const read::Value& map, std::string_view key);
/// Its scalar, or "".
std::string text_any_case(const read::Value& map, std::string_view key);

/// `text` without slashes at its end.
std::string without_slash(std::string text);
/// A path without "/" and "./" at its head and slashes at its end.
std::string trimmed_path(std::string path);

/// The base address; empty when `url` is none that a reader could open, such as a developer's own
/// machine.
std::string public_url(const std::string& url);

}  // namespace veille::site
