// From publications to the files of a snapshot.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "veille/publication.h"
#include "veille/snapshot.h"

namespace veille::write {

/// Documents of one segment. Source: DESIGN, building fast: small segments keep the writer's
/// pending postings in the CPU's cache; measured there, three times as fast as one database.
inline constexpr std::size_t kSegmentDocuments = 1500;

/// The id of the snapshot that these publications give: a hash of their records, of the sources'
/// names and of the schema and analyser versions; their order does not matter.
std::string snapshot_id(const std::vector<Publication>& publications,
                        const std::vector<SourceSummary>& sources);

/// Told how many documents are written.
using Written = std::function<void(std::size_t)>;

/// Writes the snapshot of `publications` into the empty folder `folder`: segments by up to
/// `threads` threads, one compaction, the texts, the labels and the manifest; everything is checked
/// and flushed to disk. `manifest` gives id, sources and problems; the rest is filled in and comes
/// back.
///
/// Throws: std::runtime_error, naming what could not be written.
Manifest write_snapshot(std::vector<Publication> publications, Manifest manifest,
                        const std::filesystem::path& folder, unsigned threads,
                        const Written& written);

/// Flushes a file, or the entries of a folder, to disk.
/// Throws: std::runtime_error.
void sync_to_disk(const std::filesystem::path& path);

/// Now in UTC, YYYY-MM-DDThh:mm:ssZ.
std::string utc_now();

}  // namespace veille::write
