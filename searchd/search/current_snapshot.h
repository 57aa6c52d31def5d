// The snapshot that answers now: looked for again and again, exchanged without dropping a request.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "searchd/search/open_snapshot.h"

namespace veille::search {

class CurrentSnapshot {
 public:
  /// Opens the current snapshot of the index in `index`.
  /// Errors: index_missing, snapshot_missing, snapshot_damaged, snapshot_version.
  ///
  /// `threads`  how many may ask at once: so many handles are kept open for each snapshot.
  static Result<std::shared_ptr<CurrentSnapshot>> open(const std::filesystem::path& index,
                                                       const ServingOptions& options);

  /// The snapshot for one request, which keeps it until its end.
  std::shared_ptr<const OpenSnapshot> get() const;

  /// Opens what the index names now, if that is another snapshot than before, and returns its id;
  /// "" when nothing has changed. One that cannot be opened is refused once, until it is written
  /// anew, and the old one stays.
  /// Errors: as open().
  Result<std::string> refresh();

  const std::filesystem::path& index() const { return index_; }

 private:
  CurrentSnapshot(std::filesystem::path index, std::string version, const ServingOptions& options,
                  VerifiedFiles verified, std::shared_ptr<const OpenSnapshot> snapshot);

  const std::filesystem::path index_;
  const ServingOptions options_;
  std::string version_;     // of what `current` named last; only refresh() uses it
  VerifiedFiles verified_;  // only refresh() uses it
  mutable std::mutex mutex_;
  std::shared_ptr<const OpenSnapshot> snapshot_;
};

}  // namespace veille::search
