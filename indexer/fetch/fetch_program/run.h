// A whole run of fetches.
#pragma once

#include <functional>

#include "indexer/fetch/fetch_program/exchange.h"
#include "indexer/fetch/job.h"

namespace veille::fetch {

inline constexpr int kMaxRedirects = 3;
inline constexpr std::size_t kMaxFetches = 1'000;

/// Fetches every address of the job that may be fetched into its store, one after the other, the
/// hosts in turn; tells `failed` of each that is not held afterwards, or not as it is now.
void run(const Job& job, const Limits& limits, const std::function<void(const Failure&)>& failed);

}  // namespace veille::fetch
