// The answers of /api/v1/receipts and /api/v1/receipts/verify.
#pragma once

#include <memory>

#include "searchd/api/request.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/web/site.h"

namespace veille::api {

/// A receipt of a search. Problems: those of cite_search().
Response receipt_of_search(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                           const Request& request, const web::Site& site);

/// Whether the search of a receipt finds the same now.
/// Problems: those of parse_receipt() and receipt_now().
Response verify_receipt(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                        const Request& request);

}  // namespace veille::api
