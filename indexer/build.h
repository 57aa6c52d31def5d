// A whole build: from sites to the current snapshot.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/write/index_directory.h"
#include "indexer/write/snapshot_writer.h"
#include "veille/result.h"
#include "veille/snapshot.h"

namespace veille {

class Progress;

/// A build that loses more of the publications in its hundred than this is rather a mistake.
inline constexpr unsigned kMaxLossPercent = 20;

struct BuildOptions {
  std::filesystem::path index;
  std::filesystem::path config;              ///< veille.yaml; empty for none
  std::vector<std::filesystem::path> sites;  ///< folders, besides what the configuration names
  unsigned threads = 0;                      ///< 0: as many as there are cores
  int kept = write::kKeptSnapshots;          ///< snapshots kept, the current one included
  unsigned max_loss_percent = kMaxLossPercent;
  std::size_t part_publications = write::kPartPublications;  ///< of one part, at most on average
  bool fetch = false;  ///< fetches linked reports from the hosts that the configuration names
  bool anew = false;   ///< reads and writes everything anew, and takes back what was turned away
};

struct BuildSummary {
  Manifest manifest;      ///< of the snapshot that is current now
  bool changed = true;    ///< false: the sources were as in the current snapshot, none was made
  std::size_t added = 0;  ///< publications that the snapshot before did not hold, and so on
  std::size_t updated = 0;
  std::size_t removed = 0;
  int skipped = 0;  ///< files that should have become publications and did not
  double seconds = 0;
  std::vector<std::string> notices;  ///< what whoever reads the summary must know
  std::string confinement;           ///< how converters were confined
  std::vector<Error> problems;       ///< of this build; `where` begins with the source's id
};

/// Builds the index and publishes it.
/// Errors: whatever is wrong with options, configuration or sites; index_locked; too_many_lost;
/// snapshot_turned_away, when the sources give the snapshot that was last rolled back.
/// Throws: std::runtime_error, when the machine fails; the current snapshot is then what it was.
Result<BuildSummary> build(const BuildOptions& options, Progress& progress);

/// The summary for people, several lines; or as one JSON object.
std::string summary_text(const BuildSummary& summary);
std::string summary_json(const BuildSummary& summary);

}  // namespace veille
