// A folder that nothing below it can lead out of: how the files of a site are listed and read.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "indexer/site/file_stamp.h"
#include "veille/result.h"

namespace veille::site {

inline constexpr std::size_t kMaxFiles = 1'000'000;
inline constexpr int kMaxDepth = 32;
inline constexpr std::int64_t kMaxFileBytes = std::int64_t{64} << 20;

/// That what lies at `path` is left out, because it is a symbolic link.
Error symbolic_link(const std::string& path);

class Folder {
 public:
  /// Throws: std::runtime_error, when the folder cannot be opened.
  explicit Folder(std::filesystem::path path);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// As it was given: it may lead through symbolic links, what lies below it may not.
  const std::filesystem::path& path() const { return path_; }

  /// Told of each regular file below the folder, in no certain order; hidden ones are passed over.
  using File = std::function<void(const std::string& path, const FileStamp& stamp)>;
  /// Asked before a folder is entered; hidden ones are never entered.
  using Enter = std::function<bool(const std::string& path)>;
  /// Told of what is left out: symbolic_link, too_deep, too_many_files, file_unreadable,
  /// folder_unreadable.
  using Problem = std::function<void(Error)>;

  /// Walks the folder; symbolic links are never followed, devices and pipes are passed over.
  void walk(const File& file, const Enter& enter, const Problem& problem) const;

  /// The bytes of a file and the stamp that they had. Never leaves the folder, never follows a
  /// symbolic link in any part of the path, never waits for a pipe. Threads may call this at once.
  /// Errors: file_unreadable, file_too_large, file_not_regular.
  Result<std::string> read(const std::string& path, FileStamp* stamp = nullptr) const;

  /// The stamp of a file; zero when it cannot be opened.
  FileStamp stamp(const std::string& path) const;

  /// A new descriptor of what lies at `path` ("." for the folder itself), opened with `flags` of
  /// open(2); -1 with errno. Fails where a symbolic link or ".." leads out or stands on the way; a
  /// link at the end of the path is opened itself by O_PATH with O_NOFOLLOW.
  int open(const std::string& path, int flags) const;

 private:
  struct Walk;

  std::filesystem::path path_;
  int fd_ = -1;
};

}  // namespace veille::site
