// The file `identities` of a snapshot: which publications it holds, and a hash of each, so that the
// next build knows what has changed without reading the database.
//
// 48 bytes for each publication, sorted by id: id (8), work (8), publication_sha256 (32).
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/write/stored_publication.h"
#include "veille/result.h"
#include "veille/snapshot.h"
#include "veille/synonyms.h"

namespace veille::write {

struct Identity {
  std::array<unsigned char, 8> id;
  std::array<unsigned char, 8> work;
  std::array<unsigned char, 32> sha256;

  bool operator==(const Identity&) const = default;
  /// By id; no two of one snapshot have the same.
  bool operator<(const Identity& other) const { return id < other.id; }
};

/// Sorted by id.
std::vector<Identity> identities_of(const std::vector<StoredPublication>& publications,
                                    unsigned threads);

void write_identities(const std::vector<Identity>& identities, const std::filesystem::path& file);
/// Errors: snapshot_damaged, when the file is not there or has no size that it can have.
Result<std::vector<Identity>> read_identities(const std::filesystem::path& file);

/// 16 hex digits: the work's or publication's id as elsewhere.
std::string unpacked(const std::array<unsigned char, 8>& id);

/// The id of the snapshot that these publications give: a hash of their identities, of the sources'
/// names, of the synonyms and of the versions of schema and analyser.
std::string snapshot_id(const std::vector<Identity>& identities,
                        const std::vector<SourceSummary>& sources,
                        const std::vector<SynonymRule>& synonyms);

/// What differs between two snapshots; ids and works sorted.
struct Difference {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t removed = 0;
  std::vector<std::array<unsigned char, 8>>
      works;  ///< every work with a member that differs, old or new
};
Difference difference(const std::vector<Identity>& before, const std::vector<Identity>& after);

}  // namespace veille::write
