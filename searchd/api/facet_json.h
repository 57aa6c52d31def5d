// Facets as JSON, as in API.md.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "searchd/search/answer.h"
#include "veille/snapshot.h"

namespace veille::api {

/// One facet of a search's answer: values, unknown, more and, of years, the histogram.
nlohmann::ordered_json facet_json(const search::FacetCounts& facet, const std::string& language);

/// The answer of /api/v1/facets/{facet}.
std::string facet_values_json(const search::FacetCounts& facet, const Manifest& manifest,
                              const std::string& language);

}  // namespace veille::api
