// A loop over independent pieces of work on several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace veille {

/// Calls `work(i)` once for every i < count, on up to `threads` threads in no certain order. When
/// one call throws, no further ones begin, and the first exception is thrown once all have ended.
template <class Work>
void parallel_for(std::size_t count, unsigned threads, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {  // carried out of its thread
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        next = count;
      }
    }
  };
  {
    std::vector<std::jthread> pool;
    try {
      for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i)
        pool.emplace_back(run);
    } catch (const std::system_error&) {  // no thread more to be had: those there are do it all
    }
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace veille
