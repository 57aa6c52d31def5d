// The snapshot that answers now: looked for again and again, exchanged without dropping a request.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "searchd/search/open_snapshot.h"

namespace veille::search {

class CurrentSnapshot {
 public:
  static constexpr std::chrono::seconds kRetry{10};

  /// Opens the current snapshot of the index in `index`.
  /// Errors: index_missing, snapshot_missing, snapshot_damaged, snapshot_version.
  ///
  /// `threads`  how many may ask at once: so many handles are kept open for each snapshot.
  static Result<std::shared_ptr<CurrentSnapshot>> open(const std::filesystem::path& index,
                                                       const ServingOptions& options);

  /// The snapshot for one request, which keeps it until its end.
  std::shared_ptr<const OpenSnapshot> get() const;

  /// Opens what the index names now, if that is another snapshot than the one served, and returns
  /// its id; "" when there is nothing new. One that cannot be opened is refused, and the old one
  /// stays. It is tried again when it is written anew, each kRetry (a copy may not be whole yet),
  /// and when `at_once`; that a snapshot is refused is told once unless `at_once`, whatever else
  /// is found of it meanwhile.
  /// For one thread at a time. Errors: as open(); snapshot_unreadable, when the machine fails.
  Result<std::string> refresh(bool at_once = false);

  /// Whether the index names a snapshot that was refused. Any thread may ask.
  bool refuses() const { return refused_; }

  const std::filesystem::path& index() const { return index_; }

 private:
  CurrentSnapshot(std::filesystem::path index, std::string version, const ServingOptions& options,
                  VerifiedFiles verified, std::shared_ptr<const OpenSnapshot> snapshot);
  Result<std::string> open_folder(const std::filesystem::path& folder);

  const std::filesystem::path index_;
  const ServingOptions options_;
  // Only refresh() uses these.
  std::string version_;                   // of what `current` named last
  std::filesystem::path refused_folder_;  // where the snapshot lies that was refused last
  std::chrono::steady_clock::time_point next_try_;
  VerifiedFiles verified_;
  std::atomic<bool> refused_ = false;
  mutable std::mutex mutex_;
  std::shared_ptr<const OpenSnapshot> snapshot_;
};

}  // namespace veille::search
