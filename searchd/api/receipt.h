// Receipts: what was searched, in what, and what was found, to be cited and verified later.
#pragma once

#include <string>

#include "searchd/api/request.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/web/pages/cite_page.h"
#include "searchd/web/site.h"

namespace veille::api {

/// A search with its receipt and citations. The parameters are those of a search but for what makes
/// a page of it.
/// Errors: those of parse_search().
Result<web::Citation> cite_search(const search::OpenSnapshot& snapshot, const Request& request,
                                  const web::Site& site);

/// Whether one of the parameters is of a receipt.
bool has_receipt(const Request& request);

/// What the receipt in the request says, without a result; its parameters are taken out. They are
/// `receipt.works`, `receipt.publications`, `receipt.ids`, `receipt.first` and, when known,
/// `receipt.snapshot`.
/// Errors: bad_parameter, when one of them is missing or no such value; repeated_parameter.
Result<web::Verified> parse_receipt(Request& request);

/// The receipt of a search as it would be today.
/// Errors: those of parse_search().
Result<search::Receipt> receipt_now(const search::OpenSnapshot& snapshot, const Request& request);

/// "same", "other_order" (the same hits, the first of them in another order) or "changed".
const char* compare_receipts(const search::Receipt& then, const search::Receipt& now);

/// The search's parameters in their one order: what is default is left out.
web::Parameters canonical_parameters(const search::SearchRequest& request);

/// YYYY-MM-DD, UTC.
std::string today();

}  // namespace veille::api
