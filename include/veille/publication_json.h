// A publication's fields as JSON: what documents of the index hold, and what an export prints.
#pragma once

#include <nlohmann/json.hpp>

#include "veille/publication.h"

namespace veille {

/// All fields but `sections`, by their names.
nlohmann::json publication_json(const Publication& publication);

}  // namespace veille
