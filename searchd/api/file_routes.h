// Files that are compiled in or given to the program, and what tells other programs of the site.
#pragma once

#include <memory>
#include <optional>

#include "searchd/api/request.h"
#include "searchd/api/service.h"

namespace veille::api {

/// The file at the request's path; nothing when there is none. Problems: no_public_url (404), where
/// a file is made of whole addresses and the program was not told its own.
std::optional<Response> file_route(const Service& service,
                                   const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                                   const Request& request);

}  // namespace veille::api
