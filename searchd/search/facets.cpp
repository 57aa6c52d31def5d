#include "searchd/search/facets.h"

#include "searchd/search/facet_view.h"
#include "searchd/search/histogram.h"

namespace veille::search {
namespace {

/// The works by value of a facet, counted with the filters that it is counted with, by ordinal from
/// the facet's first on.
std::vector<std::uint32_t> count(const Columns& columns, const Matching& matching, Facet facet,
                                 const SearchRequest& request) {
  const FacetView view(columns, facet, request);
  const auto part = [&](const std::vector<std::uint32_t>& works) {
    return std::vector<std::uint32_t>(works.begin() + view.first(), works.begin() + view.last());
  };
  const WordMatches& words = *matching.words;
  const Filters& filters = matching.filters;
  if (!view.is_narrowed() && !filters.has_other_than(facet))
    return part(words.counts.get([&] { return count_values(columns, words.documents); }));
  const auto place = static_cast<std::size_t>(facet);
  // Facets without a selection see the same documents: one walk counts them all.
  if (!filters.by_facet[place])
    return part(matching.counts.get([&] { return count_values(columns, matching.documents); }));
  return matching.counts_of[place].get([&] {
    const Bitmap seen = filters.apply(words.documents, facet);
    return view.is_narrowed() ? count_values(columns, view, seen)
                              : part(count_values(columns, seen));
  });
}

}  // namespace

std::vector<FacetCounts> count_facets(const OpenSnapshot& snapshot, const Matching& matching,
                                      const SearchRequest& request) {
  ValueListing listing;
  listing.limit = request.facet_values;
  std::vector<FacetCounts> out;
  for (const Facet facet : request.counted)
    out.push_back(count_facet(snapshot, matching, request, facet, listing));
  return out;
}

FacetCounts count_facet(const OpenSnapshot& snapshot, const Matching& matching,
                        const SearchRequest& request, Facet facet, const ValueListing& listing) {
  const auto works = count(snapshot.columns(), matching, facet, request);
  auto out = list_values(snapshot, works, request, facet, listing);
  if (facet == Facet::year) out.histogram = make_histogram(snapshot.columns(), works);
  return out;
}

}  // namespace veille::search
