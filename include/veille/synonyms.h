// Words that mean the same to a programme: what synonyms.yaml says, as a snapshot keeps it.
//
// synonyms.json: [{"language": "fr", "words": ["eig"], "finds": ["entrepreneurs d'intérêt
// général"]}]
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace veille {

/// Its name in a snapshot's folder.
inline constexpr const char* kSynonymsFile = "synonyms.json";

/// A word or a few words that find others as well.
struct SynonymRule {
  std::string language;            ///< of the readers for whom it holds; empty: of all
  std::string words;               ///< as written in the file
  std::vector<std::string> finds;  ///< as written, in the order of the file

  bool operator==(const SynonymRule&) const = default;
};

std::string synonyms_json(const std::vector<SynonymRule>& rules);

/// Empty when the file is not there. Throws: std::runtime_error, when it is damaged.
std::vector<SynonymRule> read_synonyms(const std::filesystem::path& file);

}  // namespace veille
