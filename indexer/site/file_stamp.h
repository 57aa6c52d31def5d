// What a file's inode says of its content: enough to know that it has not changed.
#pragma once

#include <compare>
#include <cstdint>

struct stat;

namespace veille::site {

/// Two equal stamps, neither of them zero, mean the same bytes.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t bytes = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;  ///< of the inode: a file put back in place has another

  bool operator==(const FileStamp&) const = default;
};

FileStamp stamp_of(const struct stat& status);

/// Whether a file with this stamp could still change without getting another one: the file system's
/// clock stands still for some milliseconds, and some file systems round to seconds. `now_ns` is
/// the time before the file was read. Source: git, racy-git.txt.
bool is_racy(const FileStamp& stamp, std::int64_t now_ns);

}  // namespace veille::site
