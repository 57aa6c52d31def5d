// Eleventy's configuration.
#pragma once

#include <string>

#include "indexer/site/folder.h"
#include "indexer/site/source.h"

namespace veille::site {

/// The name of the file by which `site` is one of Eleventy's: its configuration, or a
/// package.json that names it; empty when there is none.
std::string eleventy_config(const Folder& site);

/// The source in `site`: Eleventy's defaults, the folder that its configuration names as `input`,
/// and the directory data (`posts/posts.json`, `posts/posts.11tydata.json`) as defaults by path.
/// The configuration is a program: nothing else in it is understood. `id` is left empty.
/// Source: 11ty.dev, configuration, directory specific data files.
Source read_eleventy(const Folder& site);

}  // namespace veille::site
