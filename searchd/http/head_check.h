// The raw bytes of a request's head, judged before they are parsed: what two programs could read in
// two ways is refused, so that no request hides in another.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "veille/result.h"

namespace veille::http {

struct HeadLimits {
  std::size_t head_bytes = 8 * 1024;  ///< the empty line at its end included
  std::size_t fields = 64;
  std::size_t target_bytes = 4 * 1024;
};

/// Status and error of an answer that refuses a request.
using Refusal = std::pair<int, Error>;

/// How much of `bytes` is the head of a request: up to and with the empty line, or up to the first
/// byte after which it can only be refused (a line that does not end in CR LF, a NUL). Nothing
/// while more must come.
std::optional<std::size_t> find_head_end(std::string_view bytes);

/// Why the head of a request, from the first byte to the empty line, is not to be answered; nothing
/// when it is.
///
/// Errors: bad_request (400): bytes that do not belong there, a line that is folded or does not end
///         in CR LF, no Host or several, a Content-Length that is none, a field of framing twice,
///         a target that is neither a path nor "*"; body_refused (413): it has a body;
///         target_too_long (414); head_too_large (431): too many bytes or fields;
///         version_unknown (505).
/// Source: RFC 9110 and 9112; the kinds of ambiguous framing are those that Beast 1.81 accepts.
std::optional<Refusal> check_head(std::string_view head, const HeadLimits& limits);

}  // namespace veille::http
