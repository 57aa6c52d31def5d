// Errors as RFC 9457 problem details.
#pragma once

#include "searchd/api/request.h"

namespace veille::api {

/// application/problem+json: type ("/problems/<code>"), title, status, detail, and, where known,
/// `parameter` and `mend`. Not to be cached.
Response problem(int status, const Error& error);

/// What a reader learns when the machine failed: no more than that.
Response internal_problem();

/// The status for an error's code: 404 for what is unknown, 503 where there is no index, else 400.
int status_of(const Error& error);

}  // namespace veille::api
