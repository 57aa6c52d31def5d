// A whole search as a file, written while it is sent.
#pragma once

#include <memory>
#include <string>

#include "searchd/api/request.h"
#include "searchd/search/open_snapshot.h"

namespace veille::api {

/// The hits of a search, all of them, in the format that `extension` names. Parameters are those of
/// a search but for what makes a page of it; `bom=1` for CSV.
/// Problems: format_unknown (404), and those of parse_search().
Response export_search(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                       const Request& request, const std::string& extension,
                       const std::string& public_url);

}  // namespace veille::api
