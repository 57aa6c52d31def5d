// A pivot as JSON and CSV, as in API.md.
#pragma once

#include <string>

#include "searchd/search/pivot.h"
#include "veille/snapshot.h"

namespace veille::api {

std::string pivot_json(const search::Pivot& pivot, const Manifest& manifest,
                       const std::string& language);

/// The same table for a spreadsheet, labels in the reader's language.
std::string pivot_csv(const search::Pivot& pivot, const std::string& language);

}  // namespace veille::api
