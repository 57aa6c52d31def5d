// Snapshots: immutable, complete, dated indexes, and the one that is current.
//
//   INDEX/current -> snapshots/ID
//   INDEX/snapshots/ID/{parts/00/{xapian/, texts}, parts/01/…, identities, labels.json,
//   manifest.json, manifest.sha256}
//   INDEX/checked.json   when a build last found nothing changed
//
// Publications are spread over parts by their work, so that one that changes costs writing one part
// anew: snapshots share the files of all others by hard links.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
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
  std::string generator;      ///< as whose its folder was read: "jekyll", "html"…
  std::string recognised_by;  ///< what showed that ("_config.yml"); empty for nothing
  int links = 0;              ///< from its texts to its texts
  int links_resolved = 0;     ///< those of them that lead to a publication

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
  int parts = 0;            ///< a power of two
  std::string newest_date;  ///< YYYY-MM-DD; empty when no publication has a date
  std::vector<SourceSummary> sources;
  std::vector<Error> problems;
  std::vector<SnapshotFile> files;

  bool operator==(const Manifest&) const = default;
};

inline constexpr int kMaxParts = 1024;

/// "parts/07", relative to the snapshot's folder.
std::string part_name(int part);

/// The part that holds the publications of a work, of `parts` (a power of two): works are spread
/// evenly, and those of part 0 come before those of part 1 by their ids.
int part_of(const std::string& work, int parts);

inline constexpr const char* kManifestFile = "manifest.json";
/// The checksum of that file, which alone no other file could vouch for.
inline constexpr const char* kManifestSumFile = "manifest.sha256";

std::string manifest_json(const Manifest& manifest);
/// What kManifestSumFile holds for a manifest of these bytes; `sha256sum -c` reads it.
std::string manifest_sum(const std::string& json);

/// The manifest in `snapshot` (a folder), its versions of schema and analyser checked first, then
/// its own checksum.
/// Errors: snapshot_missing, snapshot_damaged (no valid manifest), snapshot_version.
Result<Manifest> read_manifest(const std::filesystem::path& snapshot);

/// Files whose checksums were compared already, by their inodes: snapshots share files, and one
/// that was not touched since need not be read again. For one thread at a time.
class VerifiedFiles {
 public:
  /// Whether the file was added with this checksum, and its inode, size and times are as then.
  bool has(const std::filesystem::path& file, const std::string& sha256) const;
  void add(const std::filesystem::path& file, const std::string& sha256);

 private:
  std::map<std::string, std::string> sha256_;  // by what stat() says of a file
};

/// Reads every file that the manifest names, by up to `threads` threads, and compares sizes and
/// checksums; those in `known`, if given, are not read again, and it then holds those of the
/// manifest. Errors: snapshot_damaged, naming a file that differs. Throws: std::runtime_error, when
/// a file cannot be read.
Result<bool> verify_files(const std::filesystem::path& snapshot, const Manifest& manifest,
                          unsigned threads = 1, VerifiedFiles* known = nullptr);

/// The folder that INDEX/current names.
/// Errors: index_missing, when `index` is no index or nothing was ever published in it.
Result<std::filesystem::path> current_snapshot(const std::filesystem::path& index);

/// When the sources were last found to be as in the current snapshot: the later of its `built_at`
/// and what a build that changed nothing recorded. UTC, YYYY-MM-DDThh:mm:ssZ.
std::string checked_at(const std::filesystem::path& index, const Manifest& manifest);

}  // namespace veille
