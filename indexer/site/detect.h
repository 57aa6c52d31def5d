// From a site's folder to a source, without any configuration.
#pragma once

#include <optional>

#include "indexer/site/source.h"
#include "veille/result.h"

namespace veille::site {

/// Recognises a site by what its generator leaves in its folder:
///
/// - Jekyll by `_config.yml`, or, without it, by a folder `_posts` or folders with an underscore
///   that hold Markdown with front matter;
/// - Hugo by `hugo.*`, `config.*` with Hugo's keys, or `config/_default`;
/// - Eleventy by its configuration file, or package.json that names it.
///
/// Any other folder is one of plain Markdown; `recognised_by` says which it was. The id is made
/// from the folder's name. A generator that is `known` is not asked for. `folder` itself may be a
/// symbolic link; none inside of it is followed, whatever it would configure.
///
/// Errors: site_missing, when `folder` is no folder; config_invalid.
Result<Source> detect(const std::filesystem::path& folder,
                      std::optional<Generator> known = std::nullopt);

}  // namespace veille::site
