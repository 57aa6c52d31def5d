// The addresses of dated texts, learnt from the links between them.
#pragma once

#include <string>

#include "indexer/site/folder.h"

namespace veille::site {

/// The pattern by which the texts of a site link to those with a date in their names, when no
/// configuration tells it: of `/:year/:month/:day/:title/` (also without the day, and behind the
/// folder's name) and `/:section/:title/` the one of which most links name a text that is there;
/// "" when none does, or two do alike. Such links were written to work on the site itself, and they
/// are the only witness.
///
/// Reads the first 500 such texts below the site's folder `content`.
std::string permalink_by_links(const Folder& site, const std::string& content);

}  // namespace veille::site
