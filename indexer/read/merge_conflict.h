// What a failed merge leaves behind in a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "veille/result.h"

namespace veille::read {

/// `text` with its conflict marks (`<<<<<<<`, `=======`, `>>>>>>>`, in this order at the head of
/// lines) as blank lines; the words of both sides stay. Marks inside fences of code are text.
///
/// Problems: merge_conflict, with the line of each opening mark; `first_line` is that of `text`.
std::string without_conflict_marks(std::string_view text, int first_line,
                                   std::vector<Error>& problems);

}  // namespace veille::read
