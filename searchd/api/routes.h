// Every route, from request to response.
#pragma once

#include <memory>

#include "searchd/api/service.h"

namespace veille::api {

/// The response to a GET of what `request` names, out of this snapshot. Problems are problem+json;
/// nothing is thrown for what a client sends. Throws: std::runtime_error, when the machine fails.
Response route(const Service& service, const std::shared_ptr<const search::OpenSnapshot>& snapshot,
               const Request& request);

}  // namespace veille::api
