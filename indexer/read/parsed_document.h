// What the parsers of YAML, TOML and JSON have in common: their limits and what they give.
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/read/front_matter.h"

namespace veille::read {

/// What a document may use. Measured on yaml-cpp 0.7: aliases that contain themselves crash a
/// recursive walk, and 300 bytes of them stand for hundreds of millions of nodes; so neither is
/// ever accepted.
struct DocumentLimits {
  std::size_t levels;        ///< of lists and maps inside each other
  std::size_t nodes;         ///< values and keys together
  std::size_t keys;          ///< in one map
  std::size_t scalar_bytes;  ///< in one scalar
};

inline constexpr DocumentLimits kFrontMatterLimits{8, 1024, 64, 4 * 1024};
inline constexpr DocumentLimits kConfigurationLimits{16, 20'000, 20'000, 64 * 1024};

struct ParsedDocument {
  Value root;
  std::vector<Error> problems;  ///< duplicate_key: the first value was kept
};

/// The problem of a key that a map has already.
Error duplicate_key(const std::string& key, int line);

/// Adds `entry` at the end of `map`, or its duplicate_key to `problems` where the key is there.
void add_first(Entry entry, Value& map, std::vector<Error>& problems);

}  // namespace veille::read
