// The routes of pages for readers: HTML, errors too.
#pragma once

#include <memory>
#include <optional>

#include "searchd/api/request.h"
#include "searchd/api/service.h"

namespace veille::api {

/// The page at the request's path; nothing when it is no page's. A wrong parameter gives a page
/// that says so (400), what is not there another (404). Throws: std::runtime_error, when the
/// machine fails.
std::optional<Response> page_route(const Service& service,
                                   const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                                   const Request& request);

}  // namespace veille::api
