// What was made of a report's bytes, kept so that no build converts the same bytes twice.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "indexer/read/extracted.h"
#include "veille/result.h"

namespace veille::cache {

/// Entries are files named by a key and the reader's version. Failures are kept,
/// too: a poisonous file costs its time once. Threads may share one. A damaged entry is made again.
class ExtractionCache {
 public:
  explicit ExtractionCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// What `convert` made of what has this key, now or in an earlier build. The key begins with the
  /// SHA-256 of the bytes in hex digits; what else the result depends on stands behind it.
  /// Throws: what `convert` throws; a cache that cannot be written is no error.
  Result<read::Extracted> get(const std::string& key, int reader_version,
                              const std::function<Result<read::Extracted>()>& convert) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace veille::cache
