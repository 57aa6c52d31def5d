// All hits of a search, a few at a time: for what is written while it is sent.
#pragma once

#include <memory>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/matching.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"

namespace veille::search {

/// One thread at a time. What it holds besides a few hits is a number for each of them.
class HitCursor {
 public:
  /// The order is the request's, of which page and per_page are not looked at; by relevance the
  /// first kMaxRank hits come so and all others the newest first; there are at most `limit`.
  /// Throws: std::runtime_error, when the snapshot cannot be read.
  HitCursor(std::shared_ptr<const OpenSnapshot> snapshot, SearchRequest request, std::size_t limit);

  /// The next hits; none at the end. Throws as above.
  std::vector<Hit> next();

  const OpenSnapshot& snapshot() const { return *snapshot_; }
  const SearchRequest& request() const { return request_; }

 private:
  std::shared_ptr<const OpenSnapshot> snapshot_;
  const SearchRequest request_;
  std::shared_ptr<const Matching> matching_;
  std::vector<DocumentId> order_;
  std::size_t at_ = 0;
};

}  // namespace veille::search
