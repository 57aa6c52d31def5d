#include "searchd/search/match_cache.h"

namespace veille::search {

std::shared_ptr<const WordMatches> MatchCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->matches;
}

void MatchCache::add(const std::string& key, std::shared_ptr<const WordMatches> matches,
                     std::size_t bytes) {
  if (bytes > kMatchCacheBytes / 4) return;
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;
  entries_.push_front({key, std::move(matches), bytes});
  by_key_[key] = entries_.begin();
  bytes_ += bytes;
  while (bytes_ > kMatchCacheBytes) {
    bytes_ -= entries_.back().bytes;
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

}  // namespace veille::search
