// The Xapian part of a snapshot: small segments, compacted into one database.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "veille/schema.h"

namespace veille::write {

/// A publication whose text has its place in the file `texts`.
struct PlacedPublication {
  Publication publication;
  Record record;  ///< the fields without the text; positions are still to be set
};

/// Writes `publications`, in their order, into the database `folder`; scratch space is beside it.
///
/// Throws: std::runtime_error, naming the path.
void write_database(const std::vector<PlacedPublication>& publications,
                    const std::filesystem::path& folder, unsigned threads,
                    const std::function<void(std::size_t)>& written);

}  // namespace veille::write
