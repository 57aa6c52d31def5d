// A snapshot opened for searching: shared by all requests until the last of them has ended.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "searchd/search/cache.h"
#include "searchd/search/columns.h"
#include "searchd/search/compounds.h"
#include "searchd/search/part_databases.h"
#include "searchd/search/query.h"
#include "searchd/search/stem_table.h"
#include "searchd/search/synonyms.h"
#include "searchd/search/vocabulary.h"
#include "searchd/search/weights.h"
#include "veille/result.h"
#include "veille/snapshot.h"

namespace veille::search {

/// What a snapshot keeps of earlier requests at most.
inline constexpr std::size_t kMatchesBytes = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t kMatchingsBytes = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t kSelectionsBytes = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t kRecordsBytes = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t kCompoundsBytes = std::size_t{4} * 1024 * 1024;

struct WordMatches;
struct Matching;

struct ServingOptions {
  /// How many may ask at once: a snapshot that is pruned while it is served stays open for that
  /// many.
  unsigned threads = 1;
  double freshness = kFreshness;  ///< see weights.h; 0 for none
  QueryLimits query;
};

class OpenSnapshot {
 public:
  /// Opens the snapshot in `folder`, its files checked against the manifest but for those that are
  /// `verified`, to which they are added.
  /// Errors: snapshot_missing, snapshot_damaged, snapshot_version.
  /// Throws: std::runtime_error, when a file cannot be read.
  ///
  static Result<std::shared_ptr<const OpenSnapshot>> open(const std::filesystem::path& folder,
                                                          const ServingOptions& options,
                                                          VerifiedFiles& verified);

  ~OpenSnapshot();
  OpenSnapshot(const OpenSnapshot&) = delete;
  OpenSnapshot& operator=(const OpenSnapshot&) = delete;

  const Manifest& manifest() const { return manifest_; }
  const Columns& columns() const { return *columns_; }
  const Weights& weights() const { return weights_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  const StemTable& stems() const { return stems_; }
  const Synonyms& synonyms() const { return synonyms_; }
  const QueryLimits& query_limits() const { return query_limits_; }
  /// What the words of requests matched lately.
  Cache<WordMatches>& matches() const { return matches_; }
  /// The same within selections.
  Cache<Matching>& matchings() const { return matchings_; }
  /// The documents with a value of a facet, by its term.
  Cache<Roaring>& selections() const { return selections_; }
  /// The records of hits.
  KeptRecords& records() const { return records_; }
  /// The compounds with a word, by the word.
  KeptCompounds& compounds() const { return compounds_; }
  /// The source with this id; null when there is none.
  const SourceSummary* source(const std::string& id) const;
  /// The spelling shown for a tag's or author's key; the key itself when unknown.
  const std::string& label(Facet facet, const std::string& key) const;
  /// The languages that documents have, sorted.
  const std::vector<std::string>& languages() const { return languages_; }

  /// `bytes` bytes of the texts of the part that holds document `id`, at `offset`; fewer at their
  /// end. Any thread may ask. Throws: std::runtime_error.
  std::string text(DocumentId id, std::uint64_t offset, std::size_t bytes) const;

  /// The databases for one thread. They come back to the pool at its end.
  class Handle {
   public:
    Handle(const OpenSnapshot& owner, std::unique_ptr<PartDatabases> database);
    ~Handle();
    Handle(Handle&&) noexcept;
    Handle& operator=(Handle&&) = delete;
    const PartDatabases& operator*() const { return *database_; }
    const PartDatabases* operator->() const { return database_.get(); }

   private:
    const OpenSnapshot* owner_;
    std::unique_ptr<PartDatabases> database_;
  };
  /// Throws: std::runtime_error, when the database cannot be opened.
  Handle database() const;

 private:
  OpenSnapshot(std::filesystem::path folder, Manifest manifest, const ServingOptions& options);
  void read_labels();
  void close_texts();

  std::filesystem::path folder_;
  Manifest manifest_;
  QueryLimits query_limits_;
  std::vector<int> texts_;             // by part
  std::vector<DocumentId> part_ends_;  // by part
  std::unique_ptr<Columns> columns_;
  Weights weights_;
  Vocabulary vocabulary_;
  StemTable stems_;
  Synonyms synonyms_;
  mutable Cache<WordMatches> matches_{kMatchesBytes};
  mutable Cache<Matching> matchings_{kMatchingsBytes};
  mutable Cache<Roaring> selections_{kSelectionsBytes};
  mutable KeptRecords records_{kRecordsBytes};
  mutable KeptCompounds compounds_{kCompoundsBytes};
  std::vector<std::string> languages_;
  std::map<Facet, std::map<std::string, std::string>> labels_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<PartDatabases>> idle_;
};

}  // namespace veille::search
