// Every publication of an index's current snapshot, for the programs that measure other engines
// with the same publications.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "searchd/search/part_databases.h"
#include "veille/schema.h"
#include "veille/snapshot.h"

namespace veille::bench {

/// The current snapshot of the index in `index` (a folder). Its files are not checked.
struct Snapshot {
  std::filesystem::path folder;
  Manifest manifest;
};
/// Throws: std::runtime_error, when there is none.
Snapshot current(const std::filesystem::path& index);

/// A publication with what the index holds of it.
struct Stored {
  search::DocumentId id = 0;  ///< ascending; the members of a work are next to each other
  Record record;
  std::vector<std::string> sections;  ///< the text of each of the record's sections

  /// What its author wrote below title, description and keywords.
  std::string text() const;
};

/// Calls `take` with every publication, by ascending document id.
/// Throws: std::runtime_error, Xapian::Error.
void for_each_stored(const Snapshot& snapshot, const std::function<void(const Stored&)>& take);

}  // namespace veille::bench
