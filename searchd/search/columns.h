// Facet values and the like of every document, in memory: what counting and sorting walk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <roaring/roaring.hh>
#include <string>
#include <utility>
#include <vector>

#include "searchd/search/part_databases.h"
#include "veille/schema.h"

namespace veille::search {

/// The number of a facet's value among all values of all facets.
using Ordinal = std::uint32_t;
/// The number of a work, in the order of their ids; its members are next to each other.
using WorkNumber = std::uint32_t;

/// Built once for a snapshot, then only read. Everything is indexed by document id.
///
/// A document's values are a row of ordinals, ascending. Behind the facets' values come those of
/// XPROVENANCE ("declared:CA"), one for each country of a document, so that country.provenance is
/// answered from the same rows. Ordinals take 16 bits where there are few enough of them: the
/// columns are to stay below 64 bytes a publication.
class Columns {
 public:
  /// Throws: std::runtime_error, when the database is not as the schema says.
  explicit Columns(const PartDatabases& database);

  /// The last document id there is.
  DocumentId documents() const { return documents_; }
  /// Whether there is a document with this id.
  bool exists(DocumentId id) const { return work_[id] != kNoWork; }
  WorkNumber works() const { return works_; }
  /// All documents that exist.
  const Roaring& all() const { return all_; }
  /// What the columns take in memory: what grows with the documents.
  std::size_t bytes() const;
  /// What values() and totals() take: what grows with the vocabulary.
  std::size_t value_bytes() const;

  /// The value of every ordinal, those of one facet side by side and sorted. The first of each
  /// facet is empty and stands for the documents without any (*unknown*).
  const std::vector<std::string>& values() const { return values_; }
  /// The works that have each of them, in the whole snapshot.
  const std::vector<std::uint32_t>& totals() const { return totals_; }
  /// [first, last) of a facet's ordinals; `first` is its unknown.
  std::pair<Ordinal, Ordinal> range(Facet facet) const;
  /// [first, last) of the ordinals of provenances with their countries; no unknown among them.
  std::pair<Ordinal, Ordinal> provenance_range() const;
  /// The ordinal of a value; the end of the facet's range when no document has it.
  Ordinal find(Facet facet, const std::string& value) const;

  /// Calls `take(rows)` with the rows of all documents, one after the other: those of document `id`
  /// are rows[row_begin(id)] to rows[row_end(id) - 1]. `take` is called with one of two types of
  /// pointers.
  template <class Take>
  decltype(auto) with_rows(const Take& take) const {
    return wide_rows_.empty() ? take(narrow_rows_.data()) : take(wide_rows_.data());
  }
  std::uint32_t row_begin(DocumentId id) const { return starts_[id]; }
  std::uint32_t row_end(DocumentId id) const { return starts_[id + 1]; }
  bool has(DocumentId id, Ordinal ordinal) const;

  WorkNumber work(DocumentId id) const { return work_[id]; }
  /// Whether a document is the only member of its work.
  bool alone(DocumentId id) const {
    return work_[id - 1] != work_[id] && work_[id + 1] != work_[id];
  }
  /// The document ids of the members of a document's work: [first, last).
  std::pair<DocumentId, DocumentId> members(DocumentId id) const;
  /// Whether `a` comes before `b` where nothing else decides: by their works' ids, then their own.
  bool tie(DocumentId a, DocumentId b) const {
    return work_[a] != work_[b] ? work_[a] < work_[b] : a < b;
  }
  /// YYYYMMDD as a number; 0 when unknown.
  std::uint32_t date(DocumentId id) const { return date_[id]; }
  /// Whether the date lies in [since, until]; 0 is no bound, and without bounds every one does.
  bool is_dated(DocumentId id, std::uint32_t since, std::uint32_t until) const {
    if (since == 0 && until == 0) return true;
    return date_[id] != 0 && date_[id] >= since && (until == 0 || date_[id] <= until);
  }

 private:
  static constexpr WorkNumber kNoWork = ~WorkNumber{0};

  void read_works(const PartDatabases& databases);
  void read_dates(const PartDatabases& databases);
  void read_values(const PartDatabases& databases);
  void read_rows(const PartDatabases& databases);
  void count_totals();

  DocumentId documents_ = 0;
  WorkNumber works_ = 0;
  Roaring all_;
  std::vector<std::string> values_;
  std::vector<std::uint32_t> totals_;
  std::vector<Ordinal> range_starts_;  // by facet, of provenances, and one more
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint16_t> narrow_rows_;  // either these
  std::vector<std::uint32_t> wide_rows_;    // or these
  std::vector<WorkNumber> work_;            // and one more, so that every document has neighbours
  std::vector<std::uint32_t> date_;
};

}  // namespace veille::search
