// One source, from its folder to enriched publications.
#pragma once

#include <string>
#include <vector>

#include "indexer/enrich/country.h"
#include "indexer/read/document.h"
#include "indexer/site/source.h"
#include "indexer/write/extraction_cache.h"
#include "veille/publication.h"

namespace veille {

class Progress;

/// What gathering needs besides the source. All of it may be shared by threads.
struct GatherTools {
  const read::DocumentReader& documents;
  const write::ExtractionCache& cache;
  const enrich::CountryFinder& countries;
  unsigned threads = 1;
  std::string today;  ///< YYYY-MM-DD: later texts are not published yet
};

/// The publications of a source and what was met on the way.
struct Gathered {
  std::vector<Publication> publications;  ///< complete, with works; by path, reports behind posts
  std::vector<Error> problems;            ///< `where` is the path inside the source
  int skipped = 0;  ///< files that should have become publications and did not
};

/// Throws: std::runtime_error, when the source's folder cannot be read.
Gathered gather(const site::Source& source, const GatherTools& tools, Progress& progress);

}  // namespace veille
