// How many works have each value.
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "searchd/search/facet_view.h"
#include "searchd/search/match.h"

namespace veille::search {

/// The works with a member in `documents` that has the value, by ordinal, for all facets at once.
/// A work counts once for a value, whichever of its members have it.
std::vector<std::uint32_t> count_values(const Columns& columns, const Bitmap& documents);

/// The same for what `view` shows of one facet, by ordinal from view.first() on.
std::vector<std::uint32_t> count_values(const Columns& columns, const FacetView& view,
                                        const Bitmap& documents);

/// Counts that are made when first asked for. Threads may share them.
class LazyCounts {
 public:
  template <class Make>
  const std::vector<std::uint32_t>& get(const Make& make) const {
    std::call_once(once_, [&] { counts_ = make(); });
    return counts_;
  }

 private:
  mutable std::once_flag once_;
  mutable std::vector<std::uint32_t> counts_;
};

}  // namespace veille::search
