// Every route, from request to response.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "searchd/api/request.h"
#include "searchd/search/current_snapshot.h"

namespace veille::api {

/// What handlers know besides the request. Threads may share one.
struct Service {
  const search::CurrentSnapshot& snapshot;
  std::string public_url;  ///< absolute address of the site's own pages, without '/' at the end;
                           ///< may be empty
  std::vector<std::string> allowed_origins;  ///< sites whose scripts may read answers; "*" is all
  /// Differs where the program, or how it is set to rank, does: the same question to the same
  /// snapshot may then have another answer.
  std::string program;
};

/// The response to a GET of what `request` names, out of this snapshot. Problems are problem+json;
/// nothing is thrown for what a client sends. Throws: std::runtime_error, when the machine fails.
Response route(const Service& service, const std::shared_ptr<const search::OpenSnapshot>& snapshot,
               const Request& request);

}  // namespace veille::api
