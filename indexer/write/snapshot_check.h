// Whether a snapshot can be served: what is done to a new one before it is published, and to any by
// `veille-indexer check`.
#pragma once

#include <filesystem>
#include <vector>

#include "indexer/write/stored_publication.h"
#include "veille/result.h"
#include "veille/snapshot.h"

namespace veille::write {

/// Reads the whole database of a part. Throws: std::runtime_error, when it is damaged or does not
/// hold so many documents.
void check_part(const std::filesystem::path& folder, std::size_t publications);

/// Asks the snapshot for publications that it must hold: each is found by its id, in its part, by a
/// word of its title, and its text is where its record says.
/// Throws: std::runtime_error, naming the publication that is not.
void check_snapshot(const std::filesystem::path& folder, const Manifest& manifest,
                    const std::vector<const StoredPublication*>& publications);

/// A published snapshot read from end to end: checksums, databases, and that the parts hold just
/// the publications in `identities`.
/// Errors: snapshot_missing, snapshot_version, snapshot_damaged.
Result<Manifest> check_published(const std::filesystem::path& folder);

}  // namespace veille::write
