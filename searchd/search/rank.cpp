#include "searchd/search/rank.h"

#include <xapian.h>

#include <algorithm>
#include <deque>
#include <functional>

namespace veille::search {
namespace {

/// Gives Xapian a bitmap as a posting list, every document with the same weight. Xapian asks a
/// clone of it for each part, by the part's own numbers.
class BitmapSource : public Xapian::PostingSource {
 public:
  BitmapSource(const PartDatabases& databases, const Bitmap& documents, double weight)
      : databases_(databases), documents_(documents), weight_(weight) {
    set_maxweight(weight);
  }

  BitmapSource* clone() const override { return new BitmapSource(databases_, documents_, weight_); }
  Xapian::doccount get_termfreq_min() const override { return size_; }
  Xapian::doccount get_termfreq_est() const override { return size_; }
  Xapian::doccount get_termfreq_max() const override { return size_; }
  double get_weight() const override { return weight_; }
  void init(const Xapian::Database& database) override {
    const std::size_t part = databases_.part_of(database);
    base_ = databases_.base(part);
    last_ = databases_.base(part + 1);
    size_ = static_cast<Xapian::doccount>(documents_.rank(last_) - documents_.rank(base_));
    started_ = false;
    set_maxweight(weight_);
  }
  void next(double) override {
    if (started_)
      ++at_;
    else
      move_to(base_ + 1);
  }
  void skip_to(Xapian::docid id, double) override {
    if (!started_ || (!at_end() && *at_ < base_ + id)) move_to(base_ + id);
  }
  bool at_end() const override { return started_ && (at_ == documents_.end() || *at_ > last_); }
  Xapian::docid get_docid() const override { return *at_ - base_; }

 private:
  void move_to(DocumentId id) {
    if (!started_) at_ = documents_.begin();
    started_ = true;
    at_.equalorlarger(id);
  }

  const PartDatabases& databases_;
  const Bitmap& documents_;
  const double weight_;
  DocumentId base_ = 0;
  DocumentId last_ = 0;
  Xapian::doccount size_ = 0;
  bool started_ = false;
  Roaring::const_iterator at_ = documents_.begin();
};

/// More than any sum of weights of BM25 here: kMaxQueryWords words of some twenty each.
constexpr double kTierWeight = 10'000;

/// Any of the leaves for the weight, the bitmap for what matches, and a weight of its own for each
/// further leaf that must come before those with fewer.
Xapian::Query ranked_query(const PartDatabases& databases, const Matches& matches,
                           std::deque<BitmapSource>& sources) {
  std::vector<Xapian::Query> leaves;
  for (const auto& leaf : matches.leaves) leaves.push_back(leaf_query(leaf));
  Xapian::Query query(Xapian::Query::OP_OR, leaves.begin(), leaves.end());
  for (std::size_t k = matches.required + 1; k <= matches.leaves.size(); ++k) {
    sources.emplace_back(databases, matches.at_least[k], kTierWeight);
    query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, Xapian::Query(&sources.back()));
  }
  sources.emplace_back(databases, matches.documents, 0);
  return Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(&sources.back()));
}

std::vector<DocumentId> rank_by_relevance(const PartDatabases& databases, const Matches& matches,
                                          const SearchRequest& request) {
  std::deque<BitmapSource> sources;
  Xapian::Enquire enquire(databases.all());
  enquire.set_query(ranked_query(databases, matches, sources));
  enquire.set_sort_by_relevance_then_value(kIdSlot, false);
  if (request.by_work) enquire.set_collapse_key(kWorkSlot);
  const auto first = static_cast<Xapian::doccount>((request.page - 1) * request.per_page);
  const Xapian::MSet set = enquire.get_mset(first, static_cast<Xapian::doccount>(request.per_page));
  std::vector<DocumentId> out;
  for (auto match = set.begin(); match != set.end(); ++match)
    out.push_back(databases.from_all(*match));
  return out;
}

/// The title's collation key of every document asked for, kept as long as the page is made.
class TitleKeys {
 public:
  TitleKeys(const PartDatabases& databases, const Bitmap& documents) {
    databases.values(kTitleSlot, [&](DocumentId id, const std::string& key) {
      if (documents.contains(id)) keys_.emplace_back(id, key);
    });
  }
  const std::string& operator[](DocumentId id) const {
    static const std::string kNone;
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), id,
                                        [](const auto& k, DocumentId i) { return k.first < i; });
    return found != keys_.end() && found->first == id ? found->second : kNone;
  }

 private:
  std::vector<std::pair<DocumentId, std::string>> keys_;
};

using Before = std::function<bool(DocumentId, DocumentId)>;

Before by_date(const Columns& columns, bool newest) {
  return [&columns, newest](DocumentId a, DocumentId b) {
    const auto x = columns.date(a);
    const auto y = columns.date(b);
    if (x == y) return columns.tie(a, b);
    if (x == 0 || y == 0) return y == 0;
    return newest ? x > y : x < y;
  };
}

std::vector<DocumentId> sorted_page(const Columns& columns, const Bitmap& documents,
                                    const SearchRequest& request, const Before& before) {
  std::vector<DocumentId> all;
  for (const DocumentId id : documents) {
    const bool same_work =
        request.by_work && !all.empty() && columns.work(all.back()) == columns.work(id);
    if (!same_work)
      all.push_back(id);
    else if (before(id, all.back()))
      all.back() = id;
  }
  const auto first = std::min(all.size(), (request.page - 1) * request.per_page);
  const auto last = std::min(all.size(), first + request.per_page);
  const auto at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
  std::partial_sort(all.begin(), at(last), all.end(), before);
  return {at(first), at(last)};
}

}  // namespace

std::vector<DocumentId> rank(const OpenSnapshot& snapshot, const PartDatabases& databases,
                             const Matches& matches, const SearchRequest& request) {
  const Columns& columns = snapshot.columns();
  const bool relevance = request.sort == Sort::relevance;
  if (relevance && !matches.leaves.empty()) return rank_by_relevance(databases, matches, request);
  if (request.sort != Sort::title) {
    return sorted_page(columns, matches.documents, request,
                       by_date(columns, relevance || request.sort == Sort::newest));
  }
  const TitleKeys keys(databases, matches.documents);
  return sorted_page(columns, matches.documents, request, [&](DocumentId a, DocumentId b) {
    const int order = keys[a].compare(keys[b]);
    return order != 0 ? order < 0 : columns.tie(a, b);
  });
}

}  // namespace veille::search
