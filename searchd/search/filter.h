// The documents that the selections of facets and dates allow.
#pragma once

#include <optional>

#include "searchd/search/match.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"

namespace veille::search {

/// One bitmap for each facet of which values are selected (country.provenance counts as a selection
/// of countries), and one for all that holds whatever is selected: dates and exclusions. No bitmap
/// means no condition.
struct Filters {
  std::array<std::optional<Bitmap>, kFacetCount> by_facet;
  std::optional<Bitmap> always;

  /// Whether there is a condition besides the selection of values of a facet.
  bool has_other_than(Facet facet) const;
  bool empty() const;

  /// `documents` that pass every filter, save the selection of values of `except`.
  Bitmap apply(Bitmap documents, std::optional<Facet> except = std::nullopt) const;
};

Filters make_filters(const Columns& columns, const SearchRequest& request);

/// The same, out of posting lists where these tell it: a selection costs as much as it has
/// documents, not as much as there are; and, since the same values are selected again and again,
/// only the first time.
Filters find_filters(const OpenSnapshot& snapshot, const PartDatabases& databases,
                     const SearchRequest& request);

}  // namespace veille::search
