// What was made of every file by earlier builds, so that a build reads only what has changed.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/cache/reading.h"
#include "indexer/cache/sqlite.h"

namespace veille::cache {

/// A reading that is not in the cache yet, with its text.
struct FreshReading {
  Reading reading;
  std::vector<Section> sections;
};

class ReadingCache {
 public:
  /// Opens the cache in `folder`. One that is damaged, or of another version, is begun anew.
  /// Throws: std::runtime_error, when the folder cannot be read or written.
  explicit ReadingCache(const std::filesystem::path& folder);

  /// The readings of `source` as they were made under `digest`, sorted by path; none under another
  /// digest, for which those of the old one go. `digest` stands for everything besides the file
  /// that a reading depends on. Throws: DamagedCache; std::runtime_error.
  std::vector<Reading> load(const std::string& source, const std::string& digest);

  /// Keeps readings in place of those with the same paths, all or none; sets their text references.
  void store(const std::string& source, std::vector<FreshReading>& readings);
  /// Keeps new stamps of readings that are otherwise as they were.
  void restamp(const std::vector<const Reading*>& readings);
  /// Removes the readings of files that are no longer there.
  void remove(const std::vector<const Reading*>& readings);
  /// Removes the readings of publications with these ids; returns the hashes of their files'
  /// contents.
  std::vector<std::string> forget(const std::vector<std::string>& ids);
  /// Removes the readings of all sources but these.
  void keep_sources(const std::vector<std::string>& sources);

  const std::filesystem::path& file() const { return file_; }

 private:
  void open();

  std::filesystem::path file_;
  std::unique_ptr<Sqlite> database_;
};

/// The texts in the cache, for one thread.
class CachedTexts {
 public:
  explicit CachedTexts(const ReadingCache& cache);

  /// The sections of a publication; none for row 0.
  /// Throws: DamagedCache, when they are not what they were; std::runtime_error.
  std::vector<Section> sections(const TextReference& text);

 private:
  Sqlite database_;
  Statement select_;
};

}  // namespace veille::cache
