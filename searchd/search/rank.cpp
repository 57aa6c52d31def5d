#include "searchd/search/rank.h"

#include <algorithm>

namespace veille::search {
namespace {

/// The title's collation key of every document asked for, kept as long as the page is made.
class TitleKeys {
 public:
  TitleKeys(const PartDatabases& databases, const std::vector<DocumentId>& documents) {
    databases.values_of(documents, kTitleSlot, [&](DocumentId id, const std::string& key) {
      keys_.emplace_back(id, key);
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

/// The first `count` of what is added, by `before`, and then the page's part of them in order.
template <class Item, class Before>
class Best {
 public:
  Best(const SearchRequest& request, const Before& before)
      : skip_((request.page - 1) * request.per_page),
        count_(skip_ + request.per_page),
        before_(before) {}

  void add(const Item& item) {
    if (items_.size() == count_) {
      if (!before_(item, items_.front())) return;
      std::pop_heap(items_.begin(), items_.end(), before_);
      items_.pop_back();
    }
    items_.push_back(item);
    std::push_heap(items_.begin(), items_.end(), before_);
  }

  std::vector<Item> page() {
    std::sort_heap(items_.begin(), items_.end(), before_);
    items_.erase(items_.begin(),
                 items_.begin() + static_cast<std::ptrdiff_t>(std::min(skip_, items_.size())));
    return std::move(items_);
  }

 private:
  const std::size_t skip_;
  const std::size_t count_;
  const Before& before_;
  std::vector<Item> items_;  // a heap, the last of them at its front
};

/// One page of `documents`; `item` makes what `before` compares, with the document as `.id`. Of a
/// work the best member counts.
template <class Item, class Before>
std::vector<DocumentId> best_page(const Columns& columns, const std::vector<DocumentId>& documents,
                                  const SearchRequest& request, const Item& item,
                                  const Before& before) {
  using Value = decltype(item(DocumentId{}));
  Best<Value, Before> best(request, before);
  Value current{};
  WorkNumber work = columns.works();
  for (const DocumentId id : documents) {
    const Value value = item(id);
    if (!request.by_work) {
      best.add(value);
      continue;
    }
    if (columns.work(id) != work) {
      if (work != columns.works()) best.add(current);
      work = columns.work(id);
      current = value;
    } else if (before(value, current)) {
      current = value;
    }
  }
  if (work != columns.works()) best.add(current);
  std::vector<DocumentId> out;
  for (const auto& value : best.page()) out.push_back(value.id);
  return out;
}

struct Scored {
  DocumentId id = 0;
  float score = 0;
};

std::vector<DocumentId> page_by_relevance(const Columns& columns, const Matching& matching,
                                          const SearchRequest& request) {
  // Scores lie in the order of all documents that match the words, of which these are some.
  const auto& words = *matching.words;
  std::size_t place = 0;
  const auto scored = [&](DocumentId id) {
    while (words.ids[place] != id) ++place;
    return Scored{id, words.scores[place]};
  };
  const auto before = [&](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : columns.tie(a.id, b.id);
  };
  return best_page(columns, matching.ids(), request, scored, before);
}

struct Dated {
  DocumentId id = 0;
  std::uint32_t date = 0;
};

std::vector<DocumentId> page_by_date(const Columns& columns,
                                     const std::vector<DocumentId>& documents,
                                     const SearchRequest& request, bool newest) {
  const auto dated = [&](DocumentId id) { return Dated{id, columns.date(id)}; };
  const auto before = [&](const Dated& a, const Dated& b) {
    if (a.date == b.date) return columns.tie(a.id, b.id);
    if (a.date == 0 || b.date == 0) return b.date == 0;
    return newest ? a.date > b.date : a.date < b.date;
  };
  return best_page(columns, documents, request, dated, before);
}

struct Titled {
  DocumentId id = 0;
  const std::string* key = nullptr;
};

std::vector<DocumentId> page_by_title(const Columns& columns, const PartDatabases& databases,
                                      const Matching& matching, const SearchRequest& request) {
  const TitleKeys keys(databases, matching.ids());
  const auto titled = [&](DocumentId id) { return Titled{id, &keys[id]}; };
  const auto before = [&](const Titled& a, const Titled& b) {
    const int order = a.key->compare(*b.key);
    return order != 0 ? order < 0 : columns.tie(a.id, b.id);
  };
  return best_page(columns, matching.ids(), request, titled, before);
}

}  // namespace

std::vector<DocumentId> rank(const OpenSnapshot& snapshot, const PartDatabases& databases,
                             const Matching& matching, const SearchRequest& request) {
  const Columns& columns = snapshot.columns();
  const bool relevance = request.sort == Sort::relevance;
  if (relevance && !matching.words->scores.empty())
    return page_by_relevance(columns, matching, request);
  if (request.sort == Sort::title) return page_by_title(columns, databases, matching, request);
  return page_by_date(columns, matching.ids(), request, relevance || request.sort == Sort::newest);
}

}  // namespace veille::search
