// The time as manifests and lists have it.
#pragma once

#include <string>

namespace veille {

/// Now in UTC, YYYY-MM-DDThh:mm:ssZ.
std::string utc_now();

}  // namespace veille
