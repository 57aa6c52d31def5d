#include "searchd/search/part_databases.h"

#include <algorithm>
#include <stdexcept>

#include "veille/snapshot.h"

namespace veille::search {

PartDatabases::PartDatabases(const std::filesystem::path& snapshot, int parts) {
  bases_.push_back(0);
  for (int i = 0; i < parts; ++i) {
    parts_.emplace_back((snapshot / part_name(i) / "xapian").string());
    uuids_.push_back(parts_.back().get_uuid());
    bases_.push_back(bases_.back() + parts_.back().get_lastdocid());
    all_.add_database(parts_.back());
  }
  auto different = uuids_;
  std::sort(different.begin(), different.end());
  if (std::adjacent_find(different.begin(), different.end()) != different.end())
    throw std::runtime_error("damaged: two parts of " + snapshot.string() + " are the same");
}

std::size_t PartDatabases::part_of(DocumentId id) const {
  const auto next = std::lower_bound(bases_.begin(), bases_.end(), id);
  return static_cast<std::size_t>(next - bases_.begin()) - 1;
}

DocumentId PartDatabases::from_all(Xapian::docid id) const {
  // Xapian deals documents out in turn: 1 is the first of the first part, 2 of the second.
  const std::size_t part = (id - 1) % parts_.size();
  return bases_[part] + (id - 1) / static_cast<Xapian::docid>(parts_.size()) + 1;
}

std::size_t PartDatabases::part_of(const Xapian::Database& database) const {
  const auto found = std::find(uuids_.begin(), uuids_.end(), database.get_uuid());
  if (found == uuids_.end()) throw std::logic_error("a database that is no part");
  return static_cast<std::size_t>(found - uuids_.begin());
}

std::optional<DocumentId> PartDatabases::first(const std::string& term) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const auto id = parts_[i].postlist_begin(term);
    if (id != parts_[i].postlist_end(term)) return bases_[i] + *id;
  }
  return std::nullopt;
}

std::string PartDatabases::data(DocumentId id) const {
  const std::size_t part = part_of(id);
  return parts_[part].get_document(id - bases_[part]).get_data();
}

}  // namespace veille::search
