// Markdown that cmark 0.30.2 must not see.
#pragma once

#include <string_view>

namespace veille::read {

/// Whether cmark 0.30.2 may take more than about a second for `text`: it needs quadratic time for
/// images inside brackets that never close, for blank lines below deep lists, for references to
/// long addresses, and for inline tags that never end (CVE-2023-22486, CVE-2023-22484 and later
/// fixes). An upper bound by counting; ordinary texts are a thousand times below it.
bool is_too_costly(std::string_view text);

}  // namespace veille::read
