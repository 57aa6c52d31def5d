// What tells browsers and search engines of the site.
#pragma once

#include <cstddef>
#include <string>

#include "searchd/search/open_snapshot.h"
#include "searchd/web/site.h"

namespace veille::web {

/// A sitemap lists the start, and the overviews of all programmes and countries and of so many
/// tags, those with most works.
inline constexpr std::size_t kSitemapTags = 10'000;

/// With it a browser offers the site among its search engines, with completions.
/// Source: OpenSearch 1.1, draft 6. `site` must know its address.
std::string opensearch_description(const Site& site, const std::string& language);

/// Source: sitemaps.org 0.9. `site` must know its address.
/// Throws: std::runtime_error, when the snapshot cannot be read.
std::string sitemap(const Site& site, const search::OpenSnapshot& snapshot);

/// What crawlers may visit: overviews and publications, and no combinations of filters, of which
/// there is no end. Source: RFC 9309.
std::string robots(const Site& site);

}  // namespace veille::web
