// Taking a publication down.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "veille/publication.h"
#include "veille/result.h"

namespace veille {

struct ForgetOptions {
  std::filesystem::path index;
  std::filesystem::path config;    ///< the list is kept beside it; empty: in the index
  std::vector<std::string> names;  ///< ids or addresses of publications
};

struct Taken {
  std::string snapshot;                   ///< the id of the snapshot that is current now
  std::vector<Publication> publications;  ///< that are gone from it: those named, and the reports
                                          ///< that nothing else links to
};

/// Publishes a snapshot without the publications named, at once and without reading any site, and
/// keeps them out of later builds; older snapshots, which hold them still, are removed. One that
/// was taken down already is no error: it may be said again when it was interrupted.
///
/// A name takes every publication whose id or address it is; a further address of one only where it
/// is nothing else. What publications of other sources share with one that goes keeps these out of
/// no later build.
///
/// Errors: index_locked, index_missing, snapshot_*, publication_unknown: then nothing was done.
/// Throws: std::runtime_error.
Result<Taken> forget(const ForgetOptions& options);

}  // namespace veille
