#include "searchd/search/hit_cursor.h"

#include <algorithm>
#include <utility>

#include "searchd/search/hits.h"
#include "searchd/search/rank.h"
#include "searchd/search/xapian_call.h"

namespace veille::search {
namespace {

constexpr std::size_t kHitsAtOnce = 64;

/// The documents of all hits, in order.
std::vector<DocumentId> order_of(const OpenSnapshot& snapshot, const PartDatabases& databases,
                                 const Matching& matching, SearchRequest request,
                                 std::size_t limit) {
  request.page = 1;
  request.per_page = std::min(matching.ids().size(), limit);
  const bool ranked = request.sort == Sort::relevance && !matching.words->scores.empty();
  if (!ranked) return rank(snapshot, databases, matching, request);
  request.per_page = std::min(request.per_page, kMaxRank);
  auto out = rank(snapshot, databases, matching, request);
  if (out.size() < kMaxRank || out.size() == limit) return out;
  // What is one hit is one work, or one publication.
  const auto key = [&](DocumentId id) {
    return request.by_work ? snapshot.columns().work(id) : WorkNumber{id};
  };
  Bitmap there;
  for (const DocumentId id : out) there.add(key(id));
  request.per_page = matching.ids().size();
  request.sort = Sort::newest;
  for (const DocumentId id : rank(snapshot, databases, matching, request)) {
    if (!there.contains(key(id)) && out.size() < limit) out.push_back(id);
  }
  return out;
}

}  // namespace

HitCursor::HitCursor(std::shared_ptr<const OpenSnapshot> snapshot, SearchRequest request,
                     std::size_t limit)
    : snapshot_(std::move(snapshot)), request_(std::move(request)) {
  const auto databases = snapshot_->database();
  xapian_call([&] {
    matching_ = find_matching(*snapshot_, *databases, request_);
    order_ = order_of(*snapshot_, *databases, *matching_, request_, limit);
  });
}

std::vector<Hit> HitCursor::next() {
  const std::size_t count = std::min(kHitsAtOnce, order_.size() - at_);
  const auto first = order_.begin() + static_cast<std::ptrdiff_t>(at_);
  const std::vector<DocumentId> some(first, first + static_cast<std::ptrdiff_t>(count));
  at_ += count;
  if (some.empty()) return {};
  const auto databases = snapshot_->database();
  return xapian_call([&] { return make_hits(*snapshot_, *databases, *matching_, some, request_); });
}

}  // namespace veille::search
