#include "searchd/search/columns.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace veille::search {
namespace {

[[noreturn]] void damaged(const std::string& what) {
  throw std::runtime_error("the snapshot is not as its schema says: " + what);
}

}  // namespace

Columns::Columns(const PartDatabases& databases) : documents_(databases.base(databases.count())) {
  read_works(databases);
  read_facets(databases);
  read_dates(databases);
}

void Columns::read_facets(const PartDatabases& databases) {
  // First by value, as the posting lists stand; then turned into rows by counting.
  std::vector<std::pair<DocumentId, Ordinal>> pairs;
  std::vector<bool> known;
  for (const Facet facet : kFacets) {
    const auto unknown = static_cast<Ordinal>(values_.size());
    facet_starts_.push_back(unknown);
    values_.push_back({facet, ""});
    known.assign(documents_ + 1, false);
    const std::string prefix = facet_prefix(facet);
    const Xapian::Database& all = databases.all();
    for (auto term = all.allterms_begin(prefix); term != all.allterms_end(prefix); ++term) {
      const auto ordinal = static_cast<Ordinal>(values_.size());
      values_.push_back({facet, (*term).substr(prefix.size())});
      databases.postings(*term, [&](DocumentId id) {
        pairs.emplace_back(id, ordinal);
        known[id] = true;
      });
    }
    for (DocumentId id = 1; id <= documents_; ++id) {
      if (!known[id] && exists(id)) pairs.emplace_back(id, unknown);
    }
  }
  facet_starts_.push_back(static_cast<Ordinal>(values_.size()));
  starts_.assign(documents_ + 2, 0);
  for (const auto& [id, ordinal] : pairs) ++starts_[id + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  ordinals_.resize(pairs.size());
  auto next = starts_;
  for (const auto& [id, ordinal] : pairs) ordinals_[next[id]++] = ordinal;
  for (DocumentId id = 1; id <= documents_; ++id) {
    std::sort(ordinals_.begin() + starts_[id], ordinals_.begin() + starts_[id + 1]);
  }
}

void Columns::read_works(const PartDatabases& databases) {
  work_.assign(documents_ + 1, kNoWork);
  // A changed part holds its works in the order of their changes, so they are numbered by their
  // ids.
  std::vector<std::pair<std::string, DocumentId>> firsts;
  std::string before;
  DocumentId live = 0;
  databases.values(kWorkSlot, [&](DocumentId id, const std::string& work) {
    if (work != before) firsts.emplace_back(work, id);
    before = work;
    work_[id] = 0;
    ++live;
  });
  if (live != databases.all().get_doccount()) damaged("a document has no work");
  std::sort(firsts.begin(), firsts.end());
  works_ = static_cast<WorkNumber>(firsts.size());
  std::vector<std::pair<DocumentId, WorkNumber>> starts;
  for (WorkNumber i = 0; i < works_; ++i) {
    // One that comes again would count twice.
    if (i > 0 && firsts[i].first == firsts[i - 1].first)
      damaged("the members of a work are not side by side");
    starts.emplace_back(firsts[i].second, i);
  }
  std::sort(starts.begin(), starts.end());
  auto next = starts.begin();
  WorkNumber current = kNoWork;
  for (DocumentId id = 1; id <= documents_; ++id) {
    if (next != starts.end() && next->first == id) current = (next++)->second;
    if (exists(id)) work_[id] = current;
  }
}

void Columns::read_dates(const PartDatabases& databases) {
  date_.assign(documents_ + 1, 0);
  databases.values(kDateSlot, [&](DocumentId id, const std::string& text) {
    std::from_chars(text.data(), text.data() + text.size(), date_[id]);
  });
}

std::pair<DocumentId, DocumentId> Columns::members(DocumentId id) const {
  DocumentId first = id;
  DocumentId last = id + 1;
  while (first > 1 && work_[first - 1] == work_[id]) --first;
  while (last <= documents_ && work_[last] == work_[id]) ++last;
  return {first, last};
}

std::pair<Ordinal, Ordinal> Columns::range(Facet facet) const {
  const auto i = static_cast<std::size_t>(facet);
  return {facet_starts_[i], facet_starts_[i + 1]};
}

Ordinal Columns::find(Facet facet, const std::string& value) const {
  const auto [first, last] = range(facet);
  const auto begin = values_.begin() + first;
  const auto end = values_.begin() + last;
  const auto found = std::lower_bound(
      begin, end, value, [](const FacetValue& v, const std::string& s) { return v.value < s; });
  return found != end && found->value == value ? static_cast<Ordinal>(found - values_.begin())
                                               : last;
}

bool Columns::has(DocumentId id, Ordinal ordinal) const {
  return std::binary_search(begin(id), end(id), ordinal);
}

}  // namespace veille::search
