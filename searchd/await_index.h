// A start before there is an index: of a fresh installation, or of one whose index another version
// has built.
#pragma once

#include <filesystem>
#include <memory>

#include "searchd/search/current_snapshot.h"

namespace veille {

/// The first snapshot of the index that can be served. Until there is one, it is looked for each
/// second, one that was refused each CurrentSnapshot::kRetry; the log and the service manager are
/// told why it waits, once for each reason. Null when SIGTERM or SIGINT ends the waiting.
/// Throws: std::runtime_error, when the machine fails.
std::shared_ptr<search::CurrentSnapshot> await_index(const std::filesystem::path& index,
                                                     const search::ServingOptions& options);

}  // namespace veille
