#include "searchd/search/facets.h"

#include <algorithm>

namespace veille::search {
namespace {

/// Works by ordinal. A work counts once for a value, whichever of its members have it; since its
/// members are side by side, remembering the last work seen for each value is enough.
class Tally {
 public:
  explicit Tally(const Columns& columns)
      : columns_(columns),
        works_(columns.values().size(), 0),
        last_(columns.values().size(), columns.works()) {}

  void add(const Bitmap& documents, const std::vector<bool>& facets) {
    for (const DocumentId id : documents) {
      const WorkNumber work = columns_.work(id);
      for (const Ordinal* o = columns_.begin(id); o != columns_.end(id); ++o) {
        if (!facets[static_cast<std::size_t>(columns_.values()[*o].facet)] || last_[*o] == work)
          continue;
        last_[*o] = work;
        ++works_[*o];
      }
    }
  }

  std::uint32_t operator[](Ordinal ordinal) const { return works_[ordinal]; }

 private:
  const Columns& columns_;
  std::vector<std::uint32_t> works_;
  std::vector<WorkNumber> last_;
};

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

FacetCount make_count(const OpenSnapshot& snapshot, const Selection& selection, Facet facet,
                      const std::string& value, std::uint32_t works) {
  const bool labelled = facet == Facet::tag || facet == Facet::author || facet == Facet::source;
  return {value, labelled ? snapshot.label(facet, value) : "", works,
          contains(selection.any_of, value), contains(selection.none_of, value)};
}

bool before(const FacetCount& a, const FacetCount& b) {
  return a.works != b.works ? a.works > b.works : a.value < b.value;
}

/// Selected values that no document has are listed, too: a reader must be able to take them back.
void add_unknown_to_index(const OpenSnapshot& snapshot, const Selection& selection, Facet facet,
                          std::vector<FacetCount>& values) {
  for (const auto* list : {&selection.any_of, &selection.none_of}) {
    for (const auto& value : *list) {
      const bool listed = std::any_of(values.begin(), values.end(),
                                      [&](const auto& v) { return v.value == value; });
      if (!value.empty() && !listed)
        values.push_back(make_count(snapshot, selection, facet, value, 0));
    }
  }
}

FacetCounts list_values(const OpenSnapshot& snapshot, const Tally& tally,
                        const SearchRequest& request, Facet facet) {
  const Columns& columns = snapshot.columns();
  const auto& selection = request.selections[static_cast<std::size_t>(facet)];
  const auto [first, last] = columns.range(facet);
  FacetCounts out;
  out.facet = facet;
  out.unknown = tally[first];
  out.unknown_selected = contains(selection.any_of, "");
  for (Ordinal o = first + 1; o < last; ++o) {
    auto count = make_count(snapshot, selection, facet, columns.values()[o].value, tally[o]);
    if (count.works > 0 || count.selected || count.excluded) out.values.push_back(std::move(count));
  }
  add_unknown_to_index(snapshot, selection, facet, out.values);
  std::sort(out.values.begin(), out.values.end(), before);
  std::size_t kept = 0;
  const auto dropped = [&](const FacetCount& v) {
    return ++kept > request.facet_values && !v.selected && !v.excluded;
  };
  out.more = std::erase_if(out.values, dropped) > 0;
  return out;
}

}  // namespace

std::vector<FacetCounts> count_facets(const OpenSnapshot& snapshot, const Counted& documents,
                                      const Filters& filters, const SearchRequest& request) {
  const Columns& columns = snapshot.columns();
  Tally tally(columns);
  // Facets without a selection see the same documents: one walk counts them all.
  std::vector<bool> together(kFacetCount, false);
  for (const Facet facet : request.counted) {
    const auto i = static_cast<std::size_t>(facet);
    if (!filters.by_facet[i]) {
      together[i] = true;
      continue;
    }
    std::vector<bool> alone(kFacetCount, false);
    alone[i] = true;
    tally.add(filters.apply(documents.matching, facet), alone);
  }
  tally.add(documents.filtered, together);
  std::vector<FacetCounts> out;
  for (const Facet facet : request.counted)
    out.push_back(list_values(snapshot, tally, request, facet));
  return out;
}

}  // namespace veille::search
