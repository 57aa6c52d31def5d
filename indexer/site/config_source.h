// One source of a veille.yaml.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/site/source.h"
#include "veille/result.h"

namespace veille::site {

/// The source that an entry of `sources:` describes: what is detected in its folder, overridden key
/// by key. Errors: as read_config().
Result<Source> read_source(const std::filesystem::path& file, const read::Value& entry);

/// What is wrong in `file`, and how to mend it.
Error config_error(const std::filesystem::path& file, int line, std::string code, std::string what,
                   std::string mend);
/// config_unknown_key, naming the nearest of the `known` ones.
Error unknown_key(const std::filesystem::path& file, const std::string& key, int line,
                  const std::vector<std::string>& known);

}  // namespace veille::site
