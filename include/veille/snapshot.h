// Snapshots: immutable, complete, dated indexes, and the one that is current.
//
//   INDEX/current -> snapshots/ID
//   INDEX/snapshots/ID/{xapian/, texts, labels.json, manifest.json}
//   INDEX/checked.json   when a build last found nothing changed
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "veille/result.h"

namespace veille {

/// What a snapshot holds of one source.
struct SourceSummary {
  std::string id;
  std::string title;
  std::string url;
  std::string language;
  std::string country;
  std::string commit;  ///< of the source's folder, when it is a git checkout; else empty
  int posts = 0;
  int pages = 0;
  int reports = 0;
  int works = 0;

  bool operator==(const SourceSummary&) const = default;
};

struct SnapshotFile {
  std::string name;  ///< relative to the snapshot's folder
  std::uint64_t bytes = 0;
  std::string sha256;  ///< 64 hex digits

  bool operator==(const SnapshotFile&) const = default;
};

/// manifest.json: what a snapshot says of itself.
struct Manifest {
  int schema_version = 0;
  int analyser_version = 0;
  std::string id;        ///< 16 hex digits; a hash of the publications and versions, never of files
  std::string built_at;  ///< UTC, YYYY-MM-DDThh:mm:ssZ
  std::string program_version;
  int publications = 0;
  int works = 0;
  std::string newest_date;  ///< YYYY-MM-DD; empty when no publication has a date
  std::vector<SourceSummary> sources;
  std::vector<Error> problems;
  std::vector<SnapshotFile> files;

  bool operator==(const Manifest&) const = default;
};

std::string manifest_json(const Manifest& manifest);

/// The manifest in `snapshot` (a folder), its schema and analyser versions checked.
/// Errors: snapshot_missing, snapshot_damaged (no valid manifest), snapshot_version.
Result<Manifest> read_manifest(const std::filesystem::path& snapshot);

/// Reads every file that the manifest names and compares sizes and checksums.
/// Errors: snapshot_damaged, naming the first file that differs.
Result<bool> verify_files(const std::filesystem::path& snapshot, const Manifest& manifest);

/// The folder that INDEX/current names.
/// Errors: index_missing, when `index` is no index or nothing was ever published in it.
Result<std::filesystem::path> current_snapshot(const std::filesystem::path& index);

/// When the sources were last found to be as in the current snapshot: the later of its `built_at`
/// and what a build that changed nothing recorded. UTC, YYYY-MM-DDThh:mm:ssZ.
std::string checked_at(const std::filesystem::path& index, const Manifest& manifest);

/// Hex SHA-256 of bytes, and of a file.
std::string sha256_hex(std::string_view bytes);
/// Throws: std::runtime_error, when the file cannot be read.
std::string sha256_file_hex(const std::filesystem::path& file);

}  // namespace veille
