// Eleventy's configuration.
#pragma once

#include "indexer/site/source.h"

namespace veille::site {

/// The name of the file by which `folder` is a site of Eleventy: its configuration, or a
/// package.json that names it; empty when there is none.
std::string eleventy_config(const std::filesystem::path& folder);

/// The source in `folder`: Eleventy's defaults, the folder that its configuration names as `input`,
/// and the directory data (`posts/posts.json`, `posts/posts.11tydata.json`) as defaults by path.
/// The configuration is a program: nothing else in it is understood. `id` is left empty.
/// Source: 11ty.dev, configuration, directory specific data files.
Source read_eleventy(const std::filesystem::path& folder);

}  // namespace veille::site
