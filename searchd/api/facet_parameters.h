// The parameters of the routes that answer counts alone: those of a search and some of their own.
#pragma once

#include <string>

#include "searchd/api/parameters.h"
#include "searchd/search/pivot.h"
#include "searchd/search/value_list.h"

namespace veille::api {

inline constexpr std::size_t kMaxListedValues = 1000;
inline constexpr std::size_t kMaxPivotValues = 100;

struct FacetParameters {
  SearchParameters search;
  search::ValueListing listing;  ///< with labels in the reader's language
  bool csv = false;
};

struct PivotParameters {
  SearchParameters search;
  search::PivotRequest pivot;
  bool csv = false;
};

/// What a request for the values of `facet` asks for.
/// Errors: as parse_search().
Result<FacetParameters> parse_facet(const Request& request, Facet facet);

/// What a request for a pivot asks for.
/// Errors: as parse_search(); bad_parameter, too, when rows or columns are missing or the same.
Result<PivotParameters> parse_pivot(const Request& request);

}  // namespace veille::api
