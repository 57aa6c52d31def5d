#include "searchd/search/facet_search.h"

#include "searchd/search/facets.h"
#include "searchd/search/matching.h"
#include "searchd/search/xapian_call.h"

namespace veille::search {
namespace {

Matching find(const OpenSnapshot& snapshot, const SearchRequest& request) {
  const auto databases = snapshot.database();
  return xapian_call([&] { return find_matching(snapshot, *databases, request); });
}

}  // namespace

FacetCounts search_facet(const OpenSnapshot& snapshot, const SearchRequest& request, Facet facet,
                         const ValueListing& listing) {
  const Matching found = find(snapshot, request);
  return count_facet(snapshot, {found.words->documents, found.documents, found.words->counts},
                     found.filters, request, facet, listing);
}

Pivot search_pivot(const OpenSnapshot& snapshot, const SearchRequest& request,
                   const PivotRequest& pivot) {
  const Matching found = find(snapshot, request);
  return make_pivot(snapshot, found.documents, request, pivot);
}

}  // namespace veille::search
