// What was found lately, so that the next request that needs it costs little.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace veille::search {

struct CacheUses {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::size_t bytes = 0;
};

/// Values by their keys, those used last kept, up to so many bytes. Any thread may ask.
template <class Value, class Key = std::string>
class Cache {
 public:
  explicit Cache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Null when it is not there.
  std::shared_ptr<const Value> find(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    ++(found == by_key_.end() ? uses_.misses : uses_.hits);
    if (found == by_key_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->value;
  }

  /// How often something was looked for, and how much is kept.
  CacheUses uses() {
    const std::lock_guard lock(mutex_);
    CacheUses out = uses_;
    out.bytes = bytes_;
    return out;
  }

  /// `bytes`  what the value takes; its key and place are counted, too. What takes more than a
  ///          quarter of the cache is not kept.
  void add(const Key& key, std::shared_ptr<const Value> value, std::size_t bytes) {
    bytes += kPlaceBytes;
    if constexpr (requires { key.size(); }) bytes += key.size();
    if (bytes > most_bytes_ / 4) return;
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = by_key_.try_emplace(key);
    if (!is_new) return;
    // The map's keys stay where they are.
    entries_.push_front({&place->first, std::move(value), bytes});
    place->second = entries_.begin();
    bytes_ += bytes;
    while (bytes_ > most_bytes_) {
      bytes_ -= entries_.back().bytes;
      by_key_.erase(by_key_.find(*entries_.back().key));
      entries_.pop_back();
    }
  }

 private:
  /// Of an entry's nodes in list and map, and what counts its owners.
  static constexpr std::size_t kPlaceBytes = 192;

  struct Entry {
    const Key* key = nullptr;
    std::shared_ptr<const Value> value;
    std::size_t bytes = 0;
  };

  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first
  std::unordered_map<Key, typename std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
  CacheUses uses_;
};

}  // namespace veille::search
