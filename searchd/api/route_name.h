// What a request is counted as.
#pragma once

#include <string>

namespace veille::api {

/// The name of the route that a path belongs to ("search", "page", "export"…), one of few however
/// many paths there are; "none" for a path that no route has.
const char* route_name(const std::string& path);

}  // namespace veille::api
