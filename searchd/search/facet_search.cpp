#include "searchd/search/facet_search.h"

#include "searchd/search/facets.h"
#include "searchd/search/matching.h"
#include "searchd/search/xapian_call.h"

namespace veille::search {
namespace {

std::shared_ptr<const Matching> find(const OpenSnapshot& snapshot, const SearchRequest& request) {
  const auto databases = snapshot.database();
  return xapian_call([&] { return find_matching(snapshot, *databases, request); });
}

}  // namespace

FacetCounts search_facet(const OpenSnapshot& snapshot, const SearchRequest& request, Facet facet,
                         const ValueListing& listing) {
  return count_facet(snapshot, *find(snapshot, request), request, facet, listing);
}

Pivot search_pivot(const OpenSnapshot& snapshot, const SearchRequest& request,
                   const PivotRequest& pivot) {
  return make_pivot(snapshot, find(snapshot, request)->documents, request, pivot);
}

}  // namespace veille::search
