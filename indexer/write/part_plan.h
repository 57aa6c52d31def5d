// How each part of a new snapshot comes about.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indexer/write/snapshot_writer.h"

namespace veille::write {

struct PartPlan {
  enum class How { link, change, write };
  How how = How::write;
  std::span<const StoredPublication> publications;  ///< all that the part will hold
  /// For `change`: what goes, and what comes.
  std::vector<std::string> removed;
  std::vector<const StoredPublication*> added;
};

/// How many parts the new snapshot has: as many as the previous one, as long as they are neither
/// crowded nor nearly empty.
int parts_for(const SnapshotContent& content, const PreviousSnapshot* previous);

/// A plan for each part, in order.
std::vector<PartPlan> plan_parts(const SnapshotContent& content, const PreviousSnapshot* previous,
                                 int parts);

}  // namespace veille::write
