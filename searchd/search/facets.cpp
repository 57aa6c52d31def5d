#include "searchd/search/facets.h"

#include <optional>

#include "searchd/search/histogram.h"
#include "searchd/search/tally.h"

namespace veille::search {
namespace {

/// The works by value of any facet, each with the filters that it is counted with.
class FacetTally {
 public:
  FacetTally(const Columns& columns, const Counted& documents, const Filters& filters,
             const SearchRequest& request)
      : columns_(columns), documents_(documents), filters_(filters), request_(request) {}

  /// By ordinal from the facet's first on.
  std::vector<std::uint32_t> count(Facet facet) {
    const FacetView view(columns_, facet, request_);
    if (!view.is_narrowed() && !filters_.has_other_than(facet))
      return part(documents_.of_matching.get(columns_, documents_.matching), view);
    if (!filters_.by_facet[static_cast<std::size_t>(facet)]) {
      // Facets without a selection see the same documents: one walk counts them all.
      if (!together_) together_ = count_values(columns_, documents_.filtered);
      return part(*together_, view);
    }
    const Bitmap seen = filters_.apply(documents_.matching, facet);
    if (view.is_narrowed()) return count_values(columns_, view, seen);
    return part(count_values(columns_, seen), view);
  }

 private:
  static std::vector<std::uint32_t> part(const std::vector<std::uint32_t>& works,
                                         const FacetView& view) {
    return {works.begin() + view.first(), works.begin() + view.last()};
  }

  const Columns& columns_;
  const Counted& documents_;
  const Filters& filters_;
  const SearchRequest& request_;
  std::optional<std::vector<std::uint32_t>> together_;
};

FacetCounts describe(const OpenSnapshot& snapshot, FacetTally& tally, const SearchRequest& request,
                     Facet facet, const ValueListing& listing) {
  const auto works = tally.count(facet);
  auto out = list_values(snapshot, works, request, facet, listing);
  if (facet == Facet::year) out.histogram = make_histogram(snapshot.columns(), works);
  return out;
}

}  // namespace

std::vector<FacetCounts> count_facets(const OpenSnapshot& snapshot, const Counted& documents,
                                      const Filters& filters, const SearchRequest& request) {
  FacetTally tally(snapshot.columns(), documents, filters, request);
  ValueListing listing;
  listing.limit = request.facet_values;
  std::vector<FacetCounts> out;
  for (const Facet facet : request.counted)
    out.push_back(describe(snapshot, tally, request, facet, listing));
  return out;
}

FacetCounts count_facet(const OpenSnapshot& snapshot, const Counted& documents,
                        const Filters& filters, const SearchRequest& request, Facet facet,
                        const ValueListing& listing) {
  FacetTally tally(snapshot.columns(), documents, filters, request);
  return describe(snapshot, tally, request, facet, listing);
}

}  // namespace veille::search
