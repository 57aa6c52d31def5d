// Works by year, without gaps.
#pragma once

#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/columns.h"

namespace veille::search {

/// A histogram has no more years than this: one wrong date must not make thousands of bars.
inline constexpr int kMaxHistogramYears = 300;

/// Every year from the first to the last that has works, ascending, those without any between them,
/// too; the last kMaxHistogramYears when there are more. Empty when no work has a year.
///
/// `works`  of each value of the year facet, unknown first.
std::vector<YearCount> make_histogram(const Columns& columns,
                                      const std::vector<std::uint32_t>& works);

}  // namespace veille::search
