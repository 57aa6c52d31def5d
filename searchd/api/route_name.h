// What a request is counted as.
#pragma once

#include <string_view>

namespace veille::api {

/// The name of the route that a path belongs to ("search", "page", "export"…), one of few however
/// many paths there are; "none" for a path that no route has.
const char* route_name(std::string_view path);

/// The path of a target, as it was sent: what stands before the question mark.
std::string_view path_of(std::string_view target);

}  // namespace veille::api
