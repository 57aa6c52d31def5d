// Addresses of the search page.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "searchd/search/request.h"

namespace veille::web {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// The parameters that ask for `request`: what is default is left out, in a fixed order, the
/// reader's language last.
Parameters search_parameters(const search::SearchRequest& request);

/// The shortest of YYYY, YYYY-MM and YYYY-MM-DD that means this day (YYYYMMDD) as the first, or the
/// `last`, day of a range.
std::string short_day(std::uint32_t day, bool last);

/// The same without the reader's language.
Parameters parameters_but_language(const search::SearchRequest& request);

/// "path?name=value&…", percent-encoded; the path alone without parameters.
std::string address(const std::string& path, const Parameters& parameters);

/// "/search?…" for a request's parameters.
std::string search_address(const search::SearchRequest& request);

/// "/publication/ID?hl=fr": the page of a publication.
std::string record_address(const std::string& id, const std::string& language);
/// "/tag/open%20data?hl=fr": the page of a tag, country or source.
std::string overview_address(Facet facet, const std::string& value, const std::string& language);

/// `request` with one value of a facet more or less, from the first page.
search::SearchRequest toggled(search::SearchRequest request, Facet facet, const std::string& value);
/// `request` with this value as the only one selected of its facet, from the first page.
search::SearchRequest selected(search::SearchRequest request, Facet facet,
                               const std::string& value);
/// `request` without anything chosen of a facet, its dates or provenances included, from the first
/// page.
search::SearchRequest without_facet(search::SearchRequest request, Facet facet);
/// `request` without any selection or date, from the first page.
search::SearchRequest cleared(search::SearchRequest request);

/// Percent-encodes everything but unreserved characters (RFC 3986).
std::string encode_component(const std::string& text);

}  // namespace veille::web
