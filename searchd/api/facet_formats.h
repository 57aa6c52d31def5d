// What a facet's counts look like in JSON and CSV.
#pragma once

#include <string>

#include "searchd/api/json_writer.h"
#include "searchd/search/answer.h"
#include "veille/snapshot.h"

namespace veille::api {

/// Writes {"values", "unknown", "more"}, and of the years "histogram", as members of the object
/// that was begun; labels in the reader's language.
void write_facet(JsonWriter& out, const search::FacetCounts& facet, const std::string& language);

/// The answer of /api/v1/facets/{facet}.
std::string facet_values_json(const search::FacetCounts& facet, const Manifest& manifest,
                              const std::string& language);

/// The same as a table, RFC 4180: value, label and works of each value listed, unknown the last.
std::string facet_values_csv(const search::FacetCounts& facet, const std::string& language);

}  // namespace veille::api
