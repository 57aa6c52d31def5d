// Answers as JSON, as in API.md.
#pragma once

#include <string>
#include <vector>

#include "searchd/api/parameters.h"
#include "searchd/search/answer.h"
#include "veille/snapshot.h"

namespace veille::api {

std::string search_json(const search::Answer& answer, const SearchParameters& parameters);
std::string publication_json(const search::Hit& hit, const Manifest& manifest,
                             const std::string& reader_language);
std::string status_json(const Manifest& manifest, const std::string& checked_at);

}  // namespace veille::api
