// Jekyll's configuration file.
#pragma once

#include "indexer/site/folder.h"
#include "indexer/site/source.h"
#include "veille/result.h"

namespace veille::site {

/// The source that `site` with its `_config.yml` describes; `id` is left empty.
/// Source: jekyllrb.com, configuration options, front matter defaults, collections.
///
/// Errors: config_invalid, when _config.yml is not YAML; with path and line.
Result<Source> read_jekyll(const Folder& site);

/// The source of a Jekyll site whose `_config.yml` is not there: its posts, and each folder with an
/// underscore that holds Markdown with front matter as a collection that is published, since
/// nobody writes texts to hide them. No collections when `site` is like no such site.
Source jekyll_without_config(const Folder& site);

}  // namespace veille::site
