#include "searchd/search/filter.h"

#include <algorithm>

namespace veille::search {
namespace {

std::vector<Ordinal> ordinals(const Columns& columns, Facet facet,
                              const std::vector<std::string>& values) {
  std::vector<Ordinal> out;
  for (const auto& value : values) out.push_back(columns.find(facet, value));
  return out;
}

bool has_one(const Columns& columns, DocumentId id, const std::vector<Ordinal>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](Ordinal ordinal) { return columns.has(id, ordinal); });
}

/// The documents for which `keep` is true.
template <class Keep>
Bitmap select(const Columns& columns, const Keep& keep) {
  std::vector<std::uint32_t> ids;
  for (DocumentId id = 1; id <= columns.documents(); ++id) {
    if (columns.exists(id) && keep(id)) ids.push_back(id);
  }
  return Bitmap(ids.size(), ids.data());
}

/// `find` gives the end of the range for a value that no document has; that number belongs to the
/// next facet.
std::vector<Ordinal> known(const Columns& columns, Facet facet,
                           const std::vector<std::string>& values) {
  auto out = ordinals(columns, facet, values);
  std::erase(out, columns.range(facet).second);
  return out;
}

/// The documents that no exclusion and no bound of dates leaves out.
Bitmap select_always(const Columns& columns, const SearchRequest& request,
                     const std::vector<Ordinal>& unwanted) {
  const bool dated = request.since != 0 || request.until != 0;
  return select(columns, [&](DocumentId id) {
    if (has_one(columns, id, unwanted)) return false;
    const auto date = columns.date(id);
    return !dated ||
           (date != 0 && date >= request.since && (request.until == 0 || date <= request.until));
  });
}

}  // namespace

Bitmap Filters::apply(Bitmap documents, std::optional<Facet> except) const {
  for (const Facet facet : kFacets) {
    const auto& filter = by_facet[static_cast<std::size_t>(facet)];
    if (filter && facet != except) documents &= *filter;
  }
  if (always) documents &= *always;
  return documents;
}

Filters make_filters(const Columns& columns, const SearchRequest& request) {
  Filters out;
  std::vector<Ordinal> unwanted;
  for (const Facet facet : kFacets) {
    const auto& selection = request.selections[static_cast<std::size_t>(facet)];
    for (const Ordinal ordinal : known(columns, facet, selection.none_of))
      unwanted.push_back(ordinal);
    if (selection.any_of.empty()) continue;
    const auto wanted = known(columns, facet, selection.any_of);
    out.by_facet[static_cast<std::size_t>(facet)] =
        select(columns, [&](DocumentId id) { return has_one(columns, id, wanted); });
  }
  if (!unwanted.empty() || request.since != 0 || request.until != 0) {
    out.always = select_always(columns, request, unwanted);
  }
  return out;
}

}  // namespace veille::search
