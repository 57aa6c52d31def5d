// One YAML document to a Value, under limits: yaml-cpp's events, without its aliases, tags and node
// graph.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/read/front_matter.h"

namespace veille::read {

/// What a document may use. Measured on yaml-cpp 0.7: aliases that contain themselves crash a
/// recursive walk, and 300 bytes of them stand for hundreds of millions of nodes; so neither is
/// ever accepted.
struct YamlLimits {
  std::size_t levels;        ///< of lists and maps inside each other
  std::size_t nodes;         ///< values and keys together
  std::size_t keys;          ///< in one map
  std::size_t scalar_bytes;  ///< in one scalar
};

inline constexpr YamlLimits kFrontMatterLimits{8, 1024, 64, 4 * 1024};
inline constexpr YamlLimits kConfigurationLimits{16, 20'000, 20'000, 64 * 1024};

struct YamlDocument {
  Value root;
  std::vector<Error> problems;  ///< duplicate_key: the first value was kept
};

/// Parses `text`, which is valid UTF-8 with LF line ends and begins on line `first_line` of its
/// file.
///
/// Errors: yaml_invalid, with the line, when it is no YAML or several documents;
///         yaml_refused, with the line, for anchors, aliases, tags, keys that are no scalars, and
///         limits.
Result<YamlDocument> parse_yaml_document(const std::string& text, int first_line,
                                         const YamlLimits& limits);

/// `bytes` as parse_yaml_document wants them: line ends to LF, bad bytes to U+FFFD.
std::string yaml_text(std::string_view bytes);

}  // namespace veille::read
