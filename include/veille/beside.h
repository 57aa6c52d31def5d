// Work on a thread of its own.
#pragma once

#include <future>
#include <utility>

namespace veille {

/// What `work()` returns or throws. It runs on a thread of its own, or, where the system has none
/// left, when its result is asked for: libstdc++ does so for this pair of policies.
template <class Work>
auto beside(Work work) {
  return std::async(std::launch::async | std::launch::deferred, std::move(work));
}

}  // namespace veille
