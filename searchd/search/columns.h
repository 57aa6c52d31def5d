// Facet values and the like of every document, in memory: what counting and sorting walk.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "veille/schema.h"

namespace Xapian {
class Database;
}

namespace veille::search {

/// The number of a facet's value among all values of all facets.
using Ordinal = std::uint32_t;
/// The number of a work; the members of one work have consecutive document ids.
using WorkNumber = std::uint32_t;
/// A Xapian document id, from 1.
using DocumentId = std::uint32_t;

/// One value of a facet; the empty value stands for documents without any (*unknown*).
struct FacetValue {
  Facet facet = Facet::tag;
  std::string value;
};

/// Built once for a snapshot, then only read. Everything is indexed by document id.
class Columns {
 public:
  /// Throws: std::runtime_error, when the database is not as the schema says.
  explicit Columns(const Xapian::Database& database);

  DocumentId documents() const { return documents_; }
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
  /// The document ids of a work: [first, last).
  std::pair<DocumentId, DocumentId> members(WorkNumber work) const {
    return {first_[work], first_[work + 1]};
  }
  /// YYYYMMDD as a number; 0 when unknown.
  std::uint32_t date(DocumentId id) const { return date_[id]; }

 private:
  void read_facets(const Xapian::Database& database);
  void read_works(const Xapian::Database& database);
  void read_dates(const Xapian::Database& database);

  DocumentId documents_ = 0;
  WorkNumber works_ = 0;
  std::vector<FacetValue> values_;
  std::vector<Ordinal> facet_starts_;  // by facet, and one more
  std::vector<std::uint32_t> starts_;
  std::vector<Ordinal> ordinals_;
  std::vector<WorkNumber> work_;
  std::vector<DocumentId> first_;
  std::vector<std::uint32_t> date_;
};

}  // namespace veille::search
