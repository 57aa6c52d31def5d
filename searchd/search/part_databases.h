// The databases of a snapshot's parts under one numbering of documents.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "searchd/search/cache.h"
#include "searchd/search/time_budget.h"
#include "veille/schema.h"

namespace veille::search {

/// A document of a snapshot: its number inside its part, after those of all parts before it. From
/// 1, with gaps; the members of one work are next to each other.
using DocumentId = std::uint32_t;

/// Records that were read lately; all databases of a snapshot share it.
using KeptRecords = Cache<Record, DocumentId>;

/// For one thread at a time: sharing one is a crash. Throws OutOfTime where a request is worked on
/// for too long.
class PartDatabases {
 public:
  /// `records`  outlives it; null when none are to be kept.
  /// Throws: Xapian::Error.
  PartDatabases(const std::filesystem::path& snapshot, int parts, KeptRecords* records = nullptr);

  std::size_t count() const { return parts_.size(); }
  const Xapian::Database& part(std::size_t i) const { return parts_[i]; }
  /// The documents of part i are base(i) + 1 to base(i + 1).
  DocumentId base(std::size_t i) const { return bases_[i]; }
  /// Where a document is: the database of its part, and its number there.
  struct Place {
    const Xapian::Database& database;
    Xapian::docid id;
  };
  Place place(DocumentId id) const;

  /// All parts as one, for tables of words and for counts: its documents have other numbers.
  const Xapian::Database& all() const { return all_; }

  /// Calls `take` with the documents of a term, ascending.
  template <class Take>
  void postings(const std::string& term, const Take& take) const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      check_time();
      const auto end = parts_[i].postlist_end(term);
      for (auto id = parts_[i].postlist_begin(term); id != end; ++id) take(bases_[i] + *id);
    }
  }
  /// Calls `take` with the documents that have a value, ascending, and with the value.
  template <class Take>
  void values(unsigned slot, const Take& take) const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const auto end = parts_[i].valuestream_end(slot);
      for (auto value = parts_[i].valuestream_begin(slot); value != end; ++value)
        take(bases_[i] + value.get_docid(), *value);
    }
  }
  /// The same for `ids`, ascending, alone.
  template <class Take>
  void values_of(const std::vector<DocumentId>& ids, unsigned slot, const Take& take) const {
    auto id = ids.begin();
    for (std::size_t i = 0; i < parts_.size() && id != ids.end(); ++i) {
      if (*id > bases_[i + 1]) continue;
      check_time();
      const auto end = parts_[i].valuestream_end(slot);
      auto value = parts_[i].valuestream_begin(slot);
      for (; id != ids.end() && *id <= bases_[i + 1]; ++id) {
        if (value == end) continue;
        value.skip_to(*id - bases_[i]);
        if (value != end && value.get_docid() == *id - bases_[i]) take(*id, *value);
      }
    }
  }
  std::optional<DocumentId> first(const std::string& term) const;
  /// Throws: std::runtime_error, when the record is damaged.
  std::shared_ptr<const Record> record(DocumentId id) const;

 private:
  std::vector<Xapian::Database> parts_;
  std::vector<DocumentId> bases_;
  Xapian::Database all_;
  KeptRecords* records_;
};

}  // namespace veille::search
