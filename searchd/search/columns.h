// Facet values and the like of every document, in memory: what counting and sorting walk.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "searchd/search/part_databases.h"
#include "veille/schema.h"

namespace veille::search {

/// The number of a facet's value among all values of all facets.
using Ordinal = std::uint32_t;
/// The number of a work, in the order of their ids; its members are next to each other.
using WorkNumber = std::uint32_t;
/// One value of a facet; the empty value stands for documents without any (*unknown*).
struct FacetValue {
  Facet facet = Facet::tag;
  std::string value;
};

/// Built once for a snapshot, then only read. Everything is indexed by document id.
class Columns {
 public:
  /// Throws: std::runtime_error, when the database is not as the schema says.
  explicit Columns(const PartDatabases& database);

  /// The last document id there is.
  DocumentId documents() const { return documents_; }
  /// Whether there is a document with this id.
  bool exists(DocumentId id) const { return work_[id] != kNoWork; }
  WorkNumber works() const { return works_; }

  /// The values of all facets, those of one facet side by side and sorted; `unknown` is the first
  /// of each.
  const std::vector<FacetValue>& values() const { return values_; }
  /// [first, last) of a facet's ordinals; `first` is its unknown.
  std::pair<Ordinal, Ordinal> range(Facet facet) const;
  /// The ordinal of a value; the end of the facet's range when no document has it.
  Ordinal find(Facet facet, const std::string& value) const;

  /// The ordinals of a document, ascending: [begin, end).
  const Ordinal* begin(DocumentId id) const { return ordinals_.data() + starts_[id]; }
  const Ordinal* end(DocumentId id) const { return ordinals_.data() + starts_[id + 1]; }
  bool has(DocumentId id, Ordinal ordinal) const;

  WorkNumber work(DocumentId id) const { return work_[id]; }
  /// The document ids of the members of a document's work: [first, last).
  std::pair<DocumentId, DocumentId> members(DocumentId id) const;
  /// Whether `a` comes before `b` where nothing else decides: by their works' ids, then their own.
  bool tie(DocumentId a, DocumentId b) const {
    return work_[a] != work_[b] ? work_[a] < work_[b] : a < b;
  }
  /// YYYYMMDD as a number; 0 when unknown.
  std::uint32_t date(DocumentId id) const { return date_[id]; }

 private:
  static constexpr WorkNumber kNoWork = ~WorkNumber{0};

  void read_facets(const PartDatabases& database);
  void read_works(const PartDatabases& database);
  void read_dates(const PartDatabases& database);

  DocumentId documents_ = 0;
  WorkNumber works_ = 0;
  std::vector<FacetValue> values_;
  std::vector<Ordinal> facet_starts_;  // by facet, and one more
  std::vector<std::uint32_t> starts_;
  std::vector<Ordinal> ordinals_;
  std::vector<WorkNumber> work_;
  std::vector<std::uint32_t> date_;
};

}  // namespace veille::search
