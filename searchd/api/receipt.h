// Receipts: what was searched, in what, and what was found, to be cited and verified later.
#pragma once

#include <memory>
#include <string>

#include "searchd/api/request.h"
#include "searchd/search/open_snapshot.h"

namespace veille::api {

/// A receipt of a search: the parameters are those of a search but for what makes a page of it.
/// Problems: those of parse_search().
Response receipt_of_search(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                           const Request& request, const std::string& public_url);

/// Whether the search of a receipt finds the same now. The parameters are those of the search and
/// `receipt.works`, `receipt.publications`, `receipt.ids`, `receipt.first` and, when known,
/// `receipt.snapshot`.
/// Problems: bad_parameter, when one of them is missing or no such value; those of parse_search().
Response verify_receipt(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                        const Request& request);

}  // namespace veille::api
