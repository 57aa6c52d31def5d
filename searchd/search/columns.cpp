#include "searchd/search/columns.h"

#include <xapian.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace veille::search {
namespace {

[[noreturn]] void damaged(const std::string& what) {
  throw std::runtime_error("the snapshot is not as its schema says: " + what);
}

}  // namespace

Columns::Columns(const Xapian::Database& database) : documents_(database.get_doccount()) {
  if (database.get_lastdocid() != documents_) damaged("document ids have gaps");
  read_facets(database);
  read_works(database);
  read_dates(database);
}

void Columns::read_facets(const Xapian::Database& database) {
  // First by value, as the posting lists stand; then turned into rows by counting.
  std::vector<std::pair<DocumentId, Ordinal>> pairs;
  std::vector<bool> known;
  for (const Facet facet : kFacets) {
    const auto unknown = static_cast<Ordinal>(values_.size());
    facet_starts_.push_back(unknown);
    values_.push_back({facet, ""});
    known.assign(documents_ + 1, false);
    const std::string prefix = facet_prefix(facet);
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix);
         ++term) {
      const auto ordinal = static_cast<Ordinal>(values_.size());
      values_.push_back({facet, (*term).substr(prefix.size())});
      for (auto id = database.postlist_begin(*term); id != database.postlist_end(*term); ++id) {
        pairs.emplace_back(*id, ordinal);
        known[*id] = true;
      }
    }
    for (DocumentId id = 1; id <= documents_; ++id) {
      if (!known[id]) pairs.emplace_back(id, unknown);
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

void Columns::read_works(const Xapian::Database& database) {
  work_.assign(documents_ + 1, 0);
  std::string before;
  DocumentId id = 1;
  for (auto value = database.valuestream_begin(kWorkSlot);
       value != database.valuestream_end(kWorkSlot); ++value, ++id) {
    if (value.get_docid() != id) break;
    if (*value != before) {
      // Works are written in the order of their ids: one that comes again would count twice.
      if (!before.empty() && *value < before) damaged("the members of a work are not side by side");
      before = *value;
      first_.push_back(id);
    }
    work_[id] = static_cast<WorkNumber>(first_.size() - 1);
  }
  if (id != documents_ + 1) damaged("a document has no work");
  works_ = static_cast<WorkNumber>(first_.size());
  first_.push_back(documents_ + 1);
}

void Columns::read_dates(const Xapian::Database& database) {
  date_.assign(documents_ + 1, 0);
  for (auto value = database.valuestream_begin(kDateSlot);
       value != database.valuestream_end(kDateSlot); ++value) {
    const std::string text = *value;
    std::from_chars(text.data(), text.data() + text.size(), date_[value.get_docid()]);
  }
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
