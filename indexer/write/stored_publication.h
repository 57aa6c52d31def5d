// A publication on its way into a snapshot: its fields in memory, its text in the cache.
#pragma once

#include <string>
#include <vector>

#include "indexer/cache/reading.h"
#include "veille/publication.h"

namespace veille::write {

struct StoredPublication {
  Publication publication;  ///< without sections
  cache::TextReference text;
};

/// The order in which publications are written: by work, then by id. The members of one work stand
/// side by side, and those of one part.
bool written_before(const StoredPublication& a, const StoredPublication& b);
/// Puts publications in that order.
void sort_for_writing(std::vector<StoredPublication>& publications);

}  // namespace veille::write
