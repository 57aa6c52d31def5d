// The files of a source read: from the cache where a file is as it was, else anew.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "indexer/cache/reading_cache.h"
#include "indexer/site/folder.h"

namespace veille {

class Progress;

struct FileToRead {
  std::string path;
  site::FileStamp stamp;  ///< as listed
};

/// How a set of files is read.
struct ReadingPlan {
  std::string key;     ///< what they are kept under: a source's id and what they are read as
  std::string digest;  ///< of everything besides the file that a reading depends on
  std::string today;   ///< YYYY-MM-DD
  std::string phase;   ///< shown while it goes on
  unsigned threads = 1;
  /// Makes the reading of a file's bytes; `path` is set already. Called by several threads.
  std::function<cache::FreshReading(const FileToRead& file, const std::string& bytes)> read;
};

/// The readings of `files`, which are sorted by path, in their order; `kept` are those that the
/// cache has of them under the plan's key and digest; a file that cannot be read has a failure.
/// What is read anew is kept in the cache batch by batch, so that a build that was killed need not
/// begin again. Readings of files that are not among `files` are removed from it.
///
/// Throws: cache::DamagedCache; std::runtime_error.
std::vector<cache::Reading> read_files(const site::Folder& folder,
                                       const std::vector<FileToRead>& files,
                                       const ReadingPlan& plan, std::vector<cache::Reading> kept,
                                       cache::ReadingCache& cache, Progress& progress);

}  // namespace veille
