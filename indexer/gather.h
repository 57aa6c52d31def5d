// One source, from its folder to enriched publications.
#pragma once

#include <string>
#include <vector>

#include "indexer/cache/extraction_cache.h"
#include "indexer/cache/reading_cache.h"
#include "indexer/enrich/country.h"
#include "indexer/enrich/tags.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/forgotten.h"
#include "indexer/read/document.h"
#include "indexer/site/source.h"
#include "veille/publication.h"

namespace veille {

class Progress;

/// What gathering needs besides the source. All of it but `readings` may be shared by threads.
struct GatherTools {
  const read::DocumentReader& documents;
  const cache::ExtractionCache& extractions;
  cache::ReadingCache& readings;
  const enrich::CountryFinder& countries;
  const enrich::TagAliases& aliases;
  const Forgotten& forgotten;
  const fetch::Fetcher& fetcher;
  bool fetch = false;  ///< whether the network may be asked; what was fetched before counts always
  unsigned threads = 1;
  std::string today;    ///< YYYY-MM-DD: later texts are not published yet
  std::string program;  ///< what the readings of this program are kept under
};

/// The publications of a source and what was met on the way.
struct Gathered {
  std::vector<Publication> publications;    ///< without sections, with works; by path, reports last
  std::vector<cache::TextReference> texts;  ///< of the publication with the same index
  std::vector<Error> problems;              ///< `where` is the path inside the source
  int links = 0;                            ///< from texts to pages of the same site
  int links_resolved = 0;                   ///< those of them that lead to one of the publications
  int skipped = 0;  ///< files that should have become publications and did not
};

/// The keys under which the readings of a source are kept.
std::vector<std::string> reading_keys(const site::Source& source);

/// Throws: std::runtime_error, when the source's folder cannot be read; cache::DamagedCache.
Gathered gather(const site::Source& source, const GatherTools& tools, Progress& progress);

}  // namespace veille
