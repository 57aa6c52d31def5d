// Addresses of the search page.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "searchd/search/request.h"

namespace veille::web {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// The parameters that ask for `request`: what is default is left out, in a fixed order, the
/// reader's language last.
Parameters search_parameters(const search::SearchRequest& request);

/// "path?name=value&…", percent-encoded; the path alone without parameters.
std::string address(const std::string& path, const Parameters& parameters);

/// "/search?…" for a request's parameters.
std::string search_address(const search::SearchRequest& request);

/// `request` with one value of a facet more or less, from the first page.
search::SearchRequest toggled(search::SearchRequest request, Facet facet, const std::string& value);
/// `request` without any selection or date, from the first page.
search::SearchRequest cleared(search::SearchRequest request);

/// Percent-encodes everything but unreserved characters (RFC 3986).
std::string encode_component(const std::string& text);

}  // namespace veille::web
