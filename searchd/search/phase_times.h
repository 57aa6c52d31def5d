// How long each phase of a search took.
#pragma once

#include <chrono>

namespace veille::search {

struct PhaseTimes {
  std::chrono::microseconds match{0};   ///< which works match, within the filters
  std::chrono::microseconds rank{0};    ///< in which order
  std::chrono::microseconds hits{0};    ///< what is shown of each: records and snippets
  std::chrono::microseconds facets{0};  ///< counting

  std::chrono::microseconds all() const { return match + rank + hits + facets; }
};

/// Tells the phases of one request apart.
class PhaseClock {
 public:
  /// Since the last call, or since it was made.
  std::chrono::microseconds next() {
    const auto now = std::chrono::steady_clock::now();
    const auto out = std::chrono::duration_cast<std::chrono::microseconds>(now - begin_);
    begin_ = now;
    return out;
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace veille::search
