// veille.yaml: several sources at once.
#pragma once

#include <vector>

#include "indexer/site/source.h"
#include "veille/result.h"

namespace veille::site {

/// The sources of a veille.yaml in its order: what is detected in each folder, overridden by what
/// the file says. Folders are relative to the file's own. Errors: config_missing, config_invalid,
/// config_unknown_key (naming the nearest known one), config_bad_value,
///         site_missing; with path and line.
Result<std::vector<Source>> read_config(const std::filesystem::path& file);

}  // namespace veille::site
