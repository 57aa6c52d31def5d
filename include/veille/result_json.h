// An Error as JSON: the same in manifests, summaries and the cache.
#pragma once

#include <nlohmann/json.hpp>

#include "veille/result.h"

namespace veille {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Error, code, what, where, line, mend)

}  // namespace veille
