// Front matter that sections of a Hugo site hand down.
#pragma once

#include <string>
#include <vector>

#include "indexer/site/folder.h"
#include "indexer/site/source.h"

namespace veille::site {

/// What `cascade` in each `_index` file below the site's folder `content` gives to the texts of its
/// section, or to those that the path of its target names. Rules for other kinds than pages,
/// languages or environments are left out: nobody knows what they would be for here.
///
/// Source: gohugo.io, front matter, cascade.
std::vector<PathDefault> hugo_cascades(const Folder& site, const std::string& content);

}  // namespace veille::site
