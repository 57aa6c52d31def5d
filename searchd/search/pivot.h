// Works by two facets.
#pragma once

#include <cstdint>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/match.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"

namespace veille::search {

struct PivotRequest {
  Facet rows = Facet::tag;
  Facet columns = Facet::country;
  std::size_t limit_rows = 20;  ///< besides unknown
  std::size_t limit_columns = 20;
};

/// The rows or the columns.
struct PivotSide {
  Facet facet = Facet::tag;
  std::vector<FacetCount> values;  ///< with their totals, most works first, then by value
  std::uint32_t unknown = 0;
  bool more = false;  ///< there are values that are not listed
  std::size_t total_values = 0;
};

struct Pivot {
  PivotSide rows;
  PivotSide columns;
  /// [row][column]; the last of each is unknown.
  std::vector<std::vector<std::uint32_t>> cells;
  std::uint32_t works = 0;
  std::uint32_t publications = 0;
};

/// Counts `documents` by two facets, in works: a work is in a cell when one of its publications has
/// both values. Totals are counted, not summed: of a work with several values, of all values.
Pivot make_pivot(const OpenSnapshot& snapshot, const Bitmap& documents,
                 const SearchRequest& request, const PivotRequest& pivot);

}  // namespace veille::search
