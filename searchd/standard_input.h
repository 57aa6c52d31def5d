// Answers without a socket: for programs that drive a searchd of their own.
#pragma once

#include <iosfwd>

#include "searchd/api/routes.h"

namespace veille {

/// Answers every line of `in`, a request target such as /api/v1/search?q=data, until its end. Empty
/// lines are passed over. An answer is a line with the status and the body's length in bytes, then
/// the body; it is flushed before the next line is read.
void answer_lines(const api::Service& service, std::istream& in, std::ostream& out);

}  // namespace veille
