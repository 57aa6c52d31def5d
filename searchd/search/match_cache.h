// What was matched lately, so that another page, order or facet of a search costs little.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace veille::search {

struct WordMatches;

/// The bytes that a snapshot's cache takes at most.
inline constexpr std::size_t kMatchCacheBytes = std::size_t{64} * 1024 * 1024;

/// Any thread may ask.
class MatchCache {
 public:
  /// Null when it is not there.
  std::shared_ptr<const WordMatches> find(const std::string& key);
  /// `bytes`  what it takes; larger ones than a quarter of the cache are not kept.
  void add(const std::string& key, std::shared_ptr<const WordMatches> matches, std::size_t bytes);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const WordMatches> matches;
    std::size_t bytes = 0;
  };

  std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace veille::search
