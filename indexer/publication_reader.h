// From a file of a source to what is kept of it: read, its language told, its countries found.
#pragma once

#include <string>

#include "indexer/cache/extraction_cache.h"
#include "indexer/cache/reading_cache.h"
#include "indexer/enrich/country.h"
#include "indexer/read/document.h"
#include "indexer/site/files.h"

namespace veille {

/// All of it may be shared by threads.
struct ReaderTools {
  const read::DocumentReader& documents;
  const cache::ExtractionCache& extractions;
  const enrich::CountryFinder& countries;
  std::string today;  ///< YYYY-MM-DD: later texts are not published yet
};

/// Threads may share one. `source` must outlive it.
class PublicationReader {
 public:
  PublicationReader(const site::Source& source, ReaderTools tools)
      : source_(source), tools_(std::move(tools)) {}

  /// What a text gives; a failure, when the file holds nothing at all.
  cache::FreshReading read_post(const site::SourceFile& file, const std::string& bytes) const;

  /// What a document gives. `name` is its path or address: its extension says what it should be.
  /// `url` is where readers find it.
  cache::FreshReading read_report(const std::string& bytes, const std::string& name,
                                  const std::string& url) const;

 private:
  void finish(cache::FreshReading& fresh, Publication publication) const;

  const site::Source& source_;
  const ReaderTools tools_;
};

}  // namespace veille
