// An index read back: every publication as a JSON line, and a snapshot's own account of itself.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>

#include "veille/result.h"
#include "veille/snapshot.h"

namespace veille::write {

/// Writes one JSON object a line for every publication of the current snapshot, the members of a
/// work side by side: id, work, source, path, url, other_urls, kind, language, title, description,
/// date, archived, authors, tags, image, countries (code, provenance, sentence), translations (id,
/// language, url), linked_from (ids), pages and words (counts). Returns how many.
///
/// Errors: index_missing, snapshot_missing, snapshot_damaged, snapshot_version, record_damaged.
/// Throws: std::runtime_error, when the snapshot cannot be read or `out` not be written.
Result<int> export_publications(const std::filesystem::path& index, std::ostream& out);

/// The manifest of the current snapshot.
/// Errors: as above.
Result<Manifest> current_manifest(const std::filesystem::path& index);

/// A manifest for people, several lines; or as one JSON object.
std::string status_text(const Manifest& manifest, const std::string& checked_at);
std::string status_json(const Manifest& manifest, const std::string& checked_at);

}  // namespace veille::write
