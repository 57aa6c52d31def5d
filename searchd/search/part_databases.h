// The databases of a snapshot's parts under one numbering of documents.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace veille::search {

/// A document of a snapshot: its number inside its part, after those of all parts before it. From
/// 1, with gaps; the members of one work are next to each other.
using DocumentId = std::uint32_t;

/// For one thread at a time: sharing one is a crash.
class PartDatabases {
 public:
  /// Throws: Xapian::Error.
  PartDatabases(const std::filesystem::path& snapshot, int parts);

  std::size_t count() const { return parts_.size(); }
  const Xapian::Database& part(std::size_t i) const { return parts_[i]; }
  /// The documents of part i are base(i) + 1 to base(i + 1).
  DocumentId base(std::size_t i) const { return bases_[i]; }
  std::size_t part_of(DocumentId id) const;

  /// All parts as one: for ranking and for tables of words. Xapian numbers its documents in its own
  /// way; from_all() gives ours.
  const Xapian::Database& all() const { return all_; }
  DocumentId from_all(Xapian::docid id) const;
  /// The part that a database given to a PostingSource is.
  std::size_t part_of(const Xapian::Database& database) const;

  /// Calls `take` with the documents of a term, ascending.
  template <class Take>
  void postings(const std::string& term, const Take& take) const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
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
  std::optional<DocumentId> first(const std::string& term) const;
  std::string data(DocumentId id) const;

 private:
  std::vector<Xapian::Database> parts_;
  std::vector<std::string> uuids_;
  std::vector<DocumentId> bases_;
  Xapian::Database all_;
};

}  // namespace veille::search
