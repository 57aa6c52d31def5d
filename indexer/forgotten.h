// What was taken down, and stays out of every build.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "indexer/cache/reading.h"
#include "veille/publication.h"

namespace veille {

/// A list of ids, addresses and texts (sha256:…), one a line; what stands behind " #" is a note.
/// One with a source's id and a colon before it counts in that source alone.
class Forgotten {
 public:
  Forgotten() = default;
  /// The entries of all `files`; one that is not there holds none.
  /// Throws: std::runtime_error, when a file is there and cannot be read: what was taken down must
  /// not come back.
  explicit Forgotten(const std::vector<std::filesystem::path>& files);

  bool empty() const { return entries_.empty(); }
  bool holds_id(const std::string& id) const;
  /// Whether the publication's id, one of its addresses or its text is in the list: a file that was
  /// moved, or a copy of it, must not bring it back.
  bool holds(const Publication& publication, const cache::TextReference& text) const;

 private:
  std::set<std::string> entries_;
};

/// Where the lists of an index are: in its own folder, and beside its configuration if it has one.
std::vector<std::filesystem::path> forgotten_files(const std::filesystem::path& index,
                                                   const std::filesystem::path& config);

/// What a list can name a publication by: its id, its addresses and, where it is long enough to be
/// its own, its text. No address with white space or a control character in it: on a line of its
/// own it would be another entry.
std::vector<std::string> forgotten_names(const Publication& publication,
                                         const cache::TextReference& text);

/// Adds the publication by these names to `file`, which is made where it is missing, and flushes it
/// to disk. Those that are `shared` with publications of other sources, which stay, are listed for
/// its own source alone, and so are addresses without a host: no site takes down what is another's.
///
/// Throws: std::runtime_error.
void add_forgotten(const std::filesystem::path& file, const Publication& publication,
                   const cache::TextReference& text, const std::string& day,
                   const std::set<std::string>& shared);

}  // namespace veille
