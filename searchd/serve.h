// The server as a whole: everything wired together, until it is told to stop.
#pragma once

#include "searchd/options.h"

namespace veille {

/// Serves until SIGTERM or SIGINT, or answers standard input to its end. The program's exit code:
/// 0; 1 when there is nothing to serve, which is said on standard error. Throws:
/// std::runtime_error, when the machine fails: the port is taken, a file cannot be read.
int serve(const SearchdOptions& options);

}  // namespace veille
