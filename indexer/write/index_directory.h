// The folder of an index while a build works on it: locked, published into by one rename, tidied.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "veille/result.h"
#include "veille/snapshot.h"

namespace veille::write {

/// How many snapshots are kept, the current one included.
inline constexpr int kKeptSnapshots = 3;

class IndexDirectory {
 public:
  /// Makes the folder where it is missing and takes its lock until the end of this object.
  /// Errors: index_locked, saying who holds it.
  /// Throws: std::runtime_error, when the folder cannot be made or written.
  static Result<IndexDirectory> open(const std::filesystem::path& folder);

  IndexDirectory(IndexDirectory&& other) noexcept;
  IndexDirectory& operator=(IndexDirectory&&) = delete;
  ~IndexDirectory();

  std::filesystem::path cache_folder() const { return folder_ / "cache"; }

  /// The id of the current snapshot; empty when there is none, or none that this program reads.
  std::string current_id() const;

  /// Has `fill` write a snapshot into an empty folder and makes it the current one. Until the last
  /// rename readers see the old one; a build that was killed leaves a folder that the next one
  /// removes. Source: RELIABILITY 2.2, publish protocol. Throws: std::runtime_error; what `fill`
  /// throws.
  void publish(const std::string& id,
               const std::function<void(const std::filesystem::path&)>& fill);

  /// Records that the sources are as in snapshot `id` at `time` (UTC).
  void record_checked(const std::string& id, const std::string& time);

 private:
  IndexDirectory(std::filesystem::path folder, int lock)
      : folder_(std::move(folder)), lock_(lock) {}

  void remove_leftovers() const;
  void prune() const;

  std::filesystem::path folder_;
  int lock_;
};

/// Writes `bytes` to `file` so that readers see the old file or the new one, and flushes it to
/// disk. Throws: std::runtime_error.
void replace_file(const std::filesystem::path& file, const std::string& bytes);

}  // namespace veille::write
