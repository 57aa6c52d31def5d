// The files of a source.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/site/source.h"
#include "veille/result.h"

namespace veille::site {

inline constexpr std::size_t kMaxFiles = 1'000'000;
inline constexpr int kMaxDepth = 32;
inline constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{64} << 20;

/// A file that may become a publication.
struct SourceFile {
  std::string path;  ///< inside the source, as on disk, '/' between its parts
  const Collection*
      collection;  ///< null for pages and for plain Markdown; lives as long as the source
};

struct FileList {
  std::vector<SourceFile> texts;  ///< what the generator may publish, sorted by path
  std::vector<std::string>
      others;  ///< everything else that links may name (reports), sorted by path
  std::vector<Error> problems;
};

/// Walks the source's folder. Links (symbolic), devices, and what lies deeper than kMaxDepth are
/// left out and reported; hidden files and what the source excludes are left out in silence.
/// Throws: std::runtime_error, when the folder cannot be read at all.
FileList list_files(const Source& source);

/// The bytes of a file inside the source. Never follows a symbolic link, never blocks on a pipe.
/// Errors: file_unreadable, file_too_large, file_not_regular.
Result<std::string> read_file(const Source& source, const std::string& path);

}  // namespace veille::site
