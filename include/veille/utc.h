// The time as manifests and lists have it.
#pragma once

#include <string>

namespace veille {

/// Now in UTC, YYYY-MM-DDThh:mm:ssZ.
std::string utc_now();

/// The seconds since 1970 of such a time; 0 for anything else.
long long seconds_of(const std::string& utc);

}  // namespace veille
