// From publications to the files of a snapshot.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "indexer/write/identities.h"
#include "indexer/write/stored_publication.h"
#include "indexer/write/text_source.h"
#include "veille/snapshot.h"

namespace veille::write {

/// Publications of one part, on average, at most. A changed part is copied, checked and flushed
/// whole: measured at this size, less than a second.
inline constexpr std::size_t kPartPublications = 16'384;

/// What a snapshot is to hold.
struct SnapshotContent {
  std::vector<StoredPublication> publications;  ///< in the order of written_before
  std::vector<Identity> identities;             ///< of identities_of(publications)
  std::vector<SynonymRule> synonyms;
  Manifest manifest;  ///< id, sources and problems are set
  std::size_t part_publications = kPartPublications;
  bool write_changed_anew = false;  ///< no part is changed in a copy, which keeps what was removed
};

/// A snapshot that may share files with the new one.
struct PreviousSnapshot {
  std::filesystem::path folder;
  Manifest manifest;
  std::vector<Identity> identities;
};

/// The snapshot that `current` names, if the new one can be made from it.
std::optional<PreviousSnapshot> read_previous(const std::filesystem::path& index);

/// Told how many documents are written.
using Written = std::function<void(std::size_t)>;

/// Writes the snapshot into the empty folder `folder` by up to `threads` threads. Parts in which
/// nothing differs from `previous` are linked, those with few differences copied and changed, all
/// others written anew; everything new is checked, hashed and flushed to disk. Comes back with the
/// whole manifest.
///
/// Throws: std::runtime_error, naming what could not be written; what a text source throws.
Manifest write_snapshot(const SnapshotContent& content, const PreviousSnapshot* previous,
                        const std::filesystem::path& folder, const TextSources& texts,
                        unsigned threads, const Written& written);

}  // namespace veille::write
