#include "searchd/search/part_databases.h"

#include <algorithm>
#include <stdexcept>

#include "veille/snapshot.h"
#include "veille/whole_database.h"

namespace veille::search {

PartDatabases::PartDatabases(const std::filesystem::path& snapshot, int parts, KeptRecords* records)
    : records_(records) {
  std::vector<std::string> uuids;
  bases_.push_back(0);
  for (int i = 0; i < parts; ++i) {
    const auto folder = snapshot / part_name(i) / "xapian";
    parts_.emplace_back(folder.string());
    check_tables(parts_.back(), folder);
    uuids.push_back(parts_.back().get_uuid());
    bases_.push_back(bases_.back() + parts_.back().get_lastdocid());
    all_.add_database(parts_.back());
  }
  std::sort(uuids.begin(), uuids.end());
  if (std::adjacent_find(uuids.begin(), uuids.end()) != uuids.end())
    throw std::runtime_error("damaged: two parts of " + snapshot.string() + " are the same");
}

PartDatabases::Place PartDatabases::place(DocumentId id) const {
  const auto next = std::lower_bound(bases_.begin(), bases_.end(), id);
  const auto part = static_cast<std::size_t>(next - bases_.begin()) - 1;
  return {parts_[part], id - bases_[part]};
}

std::optional<DocumentId> PartDatabases::first(const std::string& term) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const auto id = parts_[i].postlist_begin(term);
    if (id != parts_[i].postlist_end(term)) return bases_[i] + *id;
  }
  return std::nullopt;
}

std::shared_ptr<const Record> PartDatabases::record(DocumentId id) const {
  if (records_ != nullptr) {
    if (auto kept = records_->find(id)) return kept;
  }
  const Place at = place(id);
  const std::string json = at.database.get_document(at.id).get_data();
  auto parsed = parse_record(json);
  if (!parsed) throw std::runtime_error(to_string(parsed.error()));
  auto record = std::make_shared<const Record>(std::move(*parsed));
  if (records_ != nullptr) {
    // Its texts once more, and what holds them.
    const std::size_t sections = record->sections.size() * sizeof(SectionEntry);
    records_->add(id, record, sizeof(Record) + 2 * json.size() + sections);
  }
  return record;
}

}  // namespace veille::search
