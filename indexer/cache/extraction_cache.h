// What was made of a report's bytes, kept so that no build converts the same bytes twice.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "indexer/read/extracted.h"
#include "veille/result.h"

namespace veille::cache {

/// Entries are files named by the SHA-256 of the bytes and the reader's version. Failures are kept,
/// too: a poisonous file costs its time once. Threads may share one. A damaged entry is made again.
class ExtractionCache {
 public:
  explicit ExtractionCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// What `convert` made of bytes with this hash, now or in an earlier build.
  /// Throws: what `convert` throws; a cache that cannot be written is no error.
  Result<read::Extracted> get(const std::string& sha256, int reader_version,
                              const std::function<Result<read::Extracted>()>& convert) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace veille::cache
