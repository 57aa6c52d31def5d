// The folder of an index while a build works on it: locked, published into by one rename, tidied.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "veille/result.h"
#include "veille/snapshot.h"

namespace veille::write {

/// How many snapshots are kept unless told otherwise, the current one included.
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

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path cache_folder() const { return folder_ / "cache"; }

  /// Has `fill` write a snapshot into an empty folder and makes it the current one; then keeps the
  /// last `kept` snapshots. Until the last rename readers see the old one; a build that was killed
  /// leaves a folder that the next one removes. Source: RELIABILITY 2.2, publish protocol.
  /// Throws: std::runtime_error; what `fill` throws.
  void publish(const std::string& id, int kept,
               const std::function<void(const std::filesystem::path&)>& fill);

  /// Makes the snapshot that was published before the current one current again, and remembers the
  /// one that was turned away. Returns the folder that is current now.
  /// Errors: index_missing; no_previous, when none was published before it.
  Result<std::filesystem::path> roll_back();

  /// The ids of the snapshots that roll_back() turned away and that are still not wanted.
  std::set<std::string> turned_away() const;
  /// Forgets what was turned away: the sites have changed.
  void want_all_again() const;

  /// Removes every snapshot but the current one, so that nothing in them comes back.
  void remove_others() const;

  /// Records that the sources are as in snapshot `id` at `time` (UTC).
  void record_checked(const std::string& id, const std::string& time);

 private:
  IndexDirectory(std::filesystem::path folder, int lock)
      : folder_(std::move(folder)), lock_(lock) {}

  void point_current_at(const std::string& id);
  void remove_leftovers() const;
  void prune(int kept) const;

  std::filesystem::path folder_;
  int lock_;
};

}  // namespace veille::write
