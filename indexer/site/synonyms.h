// synonyms.yaml, next to veille.yaml: the vocabulary of programmes.
//
//   all:                                       for every reader; or a language such as fr
//     - [open source, logiciel libre, freie Software]         each finds the others
//     - {words: [pif], finds: [Presidential Innovation Fellows]}   only in this direction
#pragma once

#include <filesystem>
#include <vector>

#include "veille/result.h"
#include "veille/synonyms.h"

namespace veille::site {

/// Words of one entry.
inline constexpr std::size_t kMaxSynonymWords = 6;
/// Alternatives that one word may have.
inline constexpr std::size_t kMaxAlternatives = 8;

/// The rules in the file, in its order; none when there is no such file. Errors: config_invalid,
/// config_bad_value, with path and line.
Result<std::vector<SynonymRule>> read_synonyms_file(const std::filesystem::path& file);

}  // namespace veille::site
