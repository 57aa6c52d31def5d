// Every route, from request to response.
#pragma once

#include <string>

#include "searchd/api/request.h"
#include "searchd/search/current_snapshot.h"

namespace veille::api {

/// What handlers know besides the request. Threads may share one.
struct Service {
  const search::CurrentSnapshot& snapshot;
  std::string public_url;  ///< absolute address of the site's own pages, without '/' at the end;
                           ///< may be empty
};

/// The response to a GET of `target`. Problems are problem+json; nothing is thrown for what a
/// client sends. Throws: std::runtime_error, when the machine fails.
Response handle(const Service& service, const std::string& target,
                const std::string& accept_language);

}  // namespace veille::api
