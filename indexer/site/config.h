// veille.yaml: several sources at once.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "indexer/site/source.h"
#include "veille/result.h"
#include "veille/synonyms.h"

namespace veille::site {

struct Configuration {
  std::vector<Source> sources;  ///< in the order of the file, at least one
  /// Names of tags with the other names that each stands for, in the order of the file.
  std::vector<std::pair<std::string, std::vector<std::string>>> aliases;
  std::vector<SynonymRule> synonyms;  ///< of the synonyms.yaml beside the file
  /// The hosts from which linked reports may be fetched ("example.org", "*.example.org").
  std::vector<std::string> fetch_hosts;
  std::string fetch_contact;  ///< told to servers: an address of mail or web
};

/// What a veille.yaml says: of each source what is detected in its folder, overridden by the file.
/// Folders are relative to the file's own, and a
/// synonyms.yaml beside it is read as well. Errors: config_missing, config_invalid,
/// config_unknown_key (naming the nearest known one), config_bad_value, site_missing; with path and
/// line.
Result<Configuration> read_config(const std::filesystem::path& file);

}  // namespace veille::site
