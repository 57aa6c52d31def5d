#include "searchd/search/columns.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace veille::search {
namespace {

constexpr std::string_view kProvenancePrefix = "XPROVENANCE:";
/// The facets, and behind them provenances.
constexpr std::size_t kRangeCount = kFacetCount + 1;

[[noreturn]] void damaged(const std::string& what) {
  throw std::runtime_error("the snapshot is not as its schema says: " + what);
}

std::string prefix_of(std::size_t range) {
  return range < kFacetCount ? facet_prefix(kFacets[range]) : std::string(kProvenancePrefix);
}

template <class Number>
std::size_t bytes_of(const std::vector<Number>& list) {
  return list.capacity() * sizeof(Number);
}

/// The 8 bytes of an id as a number that sorts like them.
std::uint64_t number_of(const std::string& id) {
  if (id.size() != sizeof(std::uint64_t)) damaged("a work's id has not eight bytes");
  std::uint64_t out = 0;
  for (const char c : id) out = out << 8U | static_cast<unsigned char>(c);
  return out;
}

/// The rows of one part: first by value, as posting lists stand, then turned by counting. Because
/// ordinals ascend, so do those of each row.
class PartRows {
 public:
  explicit PartRows(const Xapian::Database& part) : part_(part), known_(part.get_lastdocid() + 1) {}

  void add(const std::string& term, Ordinal ordinal) {
    const auto end = part_.postlist_end(term);
    for (auto id = part_.postlist_begin(term); id != end; ++id) add(*id, ordinal);
  }
  /// After the values of a facet: the documents that have none have `unknown`.
  void end_facet(const Columns& columns, DocumentId base, Ordinal unknown) {
    for (Xapian::docid id = 1; id < known_.size(); ++id) {
      if (!known_[id] && columns.exists(base + id)) pairs_.emplace_back(id, unknown);
    }
    std::fill(known_.begin(), known_.end(), false);
  }
  /// Appends the rows to `rows` and where each ends to `ends`.
  template <class Number>
  void append(std::vector<Number>& rows, std::vector<std::uint32_t>& ends) const {
    std::vector<std::size_t> next(known_.size() + 1, 0);
    for (const auto& [id, ordinal] : pairs_) ++next[id + 1];
    next[0] = rows.size();
    for (std::size_t id = 1; id < next.size(); ++id) {
      next[id] += next[id - 1];
      if (id > 1) ends.push_back(static_cast<std::uint32_t>(next[id]));
    }
    rows.resize(rows.size() + pairs_.size());
    for (const auto& [id, ordinal] : pairs_) rows[next[id]++] = static_cast<Number>(ordinal);
  }

 private:
  void add(Xapian::docid id, Ordinal ordinal) {
    pairs_.emplace_back(id, ordinal);
    known_[id] = true;
  }

  const Xapian::Database& part_;
  std::vector<std::pair<Xapian::docid, Ordinal>> pairs_;
  std::vector<bool> known_;
};

}  // namespace

Columns::Columns(const PartDatabases& databases) : documents_(databases.base(databases.count())) {
  read_works(databases);
  read_dates(databases);
  read_values(databases);
  read_rows(databases);
  count_totals();
}

void Columns::read_values(const PartDatabases& databases) {
  for (std::size_t range = 0; range < kRangeCount; ++range) {
    range_starts_.push_back(static_cast<Ordinal>(values_.size()));
    if (range < kFacetCount) values_.emplace_back();
    const std::string prefix = prefix_of(range);
    const Xapian::Database& all = databases.all();
    for (auto term = all.allterms_begin(prefix); term != all.allterms_end(prefix); ++term)
      values_.push_back((*term).substr(prefix.size()));
  }
  range_starts_.push_back(static_cast<Ordinal>(values_.size()));
  values_.shrink_to_fit();
}

void Columns::read_rows(const PartDatabases& databases) {
  const bool narrow = values_.size() <= std::numeric_limits<std::uint16_t>::max();
  starts_.assign(2, 0);
  starts_.reserve(documents_ + 2);
  for (std::size_t i = 0; i < databases.count(); ++i) {
    // Only terms that the part has are looked at: a posting list that is not there costs as much.
    PartRows rows(databases.part(i));
    for (std::size_t range = 0; range < kRangeCount; ++range) {
      const std::string prefix = prefix_of(range);
      Ordinal ordinal = range_starts_[range] + (range < kFacetCount ? 1 : 0);
      const auto end = databases.part(i).allterms_end(prefix);
      for (auto term = databases.part(i).allterms_begin(prefix); term != end; ++term) {
        const std::string text = *term;
        while (text.compare(prefix.size(), std::string::npos, values_[ordinal]) != 0) ++ordinal;
        rows.add(text, ordinal);
      }
      if (range < kFacetCount) rows.end_facet(*this, databases.base(i), range_starts_[range]);
    }
    if (narrow)
      rows.append(narrow_rows_, starts_);
    else
      rows.append(wide_rows_, starts_);
  }
  narrow_rows_.shrink_to_fit();
  wide_rows_.shrink_to_fit();
}

void Columns::read_works(const PartDatabases& databases) {
  work_.assign(documents_ + 2, kNoWork);
  // A changed part holds its works in the order of their changes, so they are numbered by their
  // ids.
  std::vector<std::pair<std::uint64_t, DocumentId>> firsts;
  std::vector<DocumentId> ids;
  databases.values(kWorkSlot, [&](DocumentId id, const std::string& text) {
    const std::uint64_t work = number_of(text);
    if (firsts.empty() || firsts.back().first != work) firsts.emplace_back(work, id);
    ids.push_back(id);
  });
  if (ids.size() != databases.all().get_doccount()) damaged("a document has no work");
  all_.addMany(ids.size(), ids.data());
  all_.runOptimize();
  std::sort(firsts.begin(), firsts.end());
  works_ = static_cast<WorkNumber>(firsts.size());
  for (WorkNumber i = 0; i < works_; ++i) {
    // One that comes again would count twice.
    if (i > 0 && firsts[i].first == firsts[i - 1].first)
      damaged("the members of a work are not side by side");
    work_[firsts[i].second] = i;
  }
  WorkNumber current = kNoWork;
  for (const DocumentId id : ids) {
    if (work_[id] == kNoWork) work_[id] = current;
    current = work_[id];
  }
}

void Columns::read_dates(const PartDatabases& databases) {
  date_.assign(documents_ + 1, 0);
  databases.values(kDateSlot, [&](DocumentId id, const std::string& text) {
    std::from_chars(text.data(), text.data() + text.size(), date_[id]);
  });
}

void Columns::count_totals() {
  totals_.assign(values_.size(), 0);
  std::vector<WorkNumber> last(values_.size(), kNoWork);
  with_rows([&](const auto* rows) {
    for (DocumentId id = 1; id <= documents_; ++id) {
      for (std::uint32_t i = row_begin(id); i < row_end(id); ++i) {
        if (last[rows[i]] == work_[id]) continue;
        last[rows[i]] = work_[id];
        ++totals_[rows[i]];
      }
    }
  });
}

std::size_t Columns::bytes() const {
  return bytes_of(starts_) + bytes_of(narrow_rows_) + bytes_of(wide_rows_) + bytes_of(work_) +
         bytes_of(date_) + all_.getSizeInBytes(false);
}

std::size_t Columns::value_bytes() const {
  std::size_t out = bytes_of(values_) + bytes_of(totals_) + bytes_of(range_starts_);
  const std::size_t inside = std::string().capacity();
  for (const auto& value : values_) out += value.capacity() > inside ? value.capacity() + 1 : 0;
  return out;
}

std::pair<DocumentId, DocumentId> Columns::members(DocumentId id) const {
  DocumentId first = id;
  DocumentId last = id + 1;
  while (work_[first - 1] == work_[id]) --first;
  while (work_[last] == work_[id]) ++last;
  return {first, last};
}

std::pair<Ordinal, Ordinal> Columns::range(Facet facet) const {
  const auto i = static_cast<std::size_t>(facet);
  return {range_starts_[i], range_starts_[i + 1]};
}

std::pair<Ordinal, Ordinal> Columns::provenance_range() const {
  return {range_starts_[kFacetCount], range_starts_[kFacetCount + 1]};
}

Ordinal Columns::find(Facet facet, const std::string& value) const {
  const auto [first, last] = range(facet);
  const auto begin = values_.begin() + first;
  const auto end = values_.begin() + last;
  const auto found = std::lower_bound(begin, end, value);
  return found != end && *found == value ? static_cast<Ordinal>(found - values_.begin()) : last;
}

bool Columns::has(DocumentId id, Ordinal ordinal) const {
  return with_rows([&](const auto* rows) {
    return std::binary_search(rows + row_begin(id), rows + row_end(id), ordinal);
  });
}

}  // namespace veille::search
