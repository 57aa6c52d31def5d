// From a site's folder to a source, without any configuration.
#pragma once

#include "indexer/site/source.h"
#include "veille/result.h"

namespace veille::site {

/// Recognises Jekyll by its `_config.yml`; any other folder is one of plain Markdown. The id is
/// made from the folder's name. Errors: site_missing, when `folder` is no folder; config_invalid.
Result<Source> detect(const std::filesystem::path& folder);

}  // namespace veille::site
