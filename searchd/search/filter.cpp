#include "searchd/search/filter.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "searchd/search/facet_view.h"

namespace veille::search {
namespace {

/// What a value says of the documents that have it: one bit for each facet of which it is selected,
/// and these.
using Bits = std::uint16_t;
static_assert(kFacetCount <= 14);
constexpr Bits kUnwanted = Bits{1} << 14;
constexpr Bits kSeen = Bits{1} << 15;  ///< it is a country that country.provenance lets count

Bits bit(Facet facet) { return static_cast<Bits>(1U << static_cast<unsigned>(facet)); }

/// All selections as bits, so that one walk over the rows answers them together.
class Conditions {
 public:
  Conditions(const Columns& columns, const SearchRequest& request)
      : columns_(columns), bits_(columns.values().size(), 0) {
    for (const Facet facet : kFacets) add(facet, request);
  }

  Bits selected() const { return selected_; }
  bool excludes() const { return excludes_; }

  /// Calls `take` with every document and what its values say of it.
  template <class Take>
  void each(const Take& take) const {
    columns_.with_rows([&](const auto* rows) {
      for (DocumentId id = 1; id <= columns_.documents(); ++id) {
        if (!columns_.exists(id)) continue;
        Bits found = 0;
        const std::uint32_t end = columns_.row_end(id);
        for (std::uint32_t i = columns_.row_begin(id); i < end; ++i) found |= bits_[rows[i]];
        if ((found & kSeen) == 0) found |= no_country_;
        take(id, found);
      }
    });
  }

 private:
  void add(Facet facet, const SearchRequest& request) {
    const auto& selection = request.selections[static_cast<std::size_t>(facet)];
    const FacetView view(columns_, facet, request);
    if (selection.empty() && !view.is_narrowed()) return;
    if (!selection.any_of.empty() || view.is_narrowed()) selected_ |= bit(facet);
    excludes_ = excludes_ || !selection.none_of.empty();
    std::vector<Bits> of_values(view.last() - view.first(), 0);
    const auto mark = [&](const std::vector<std::string>& values, Bits bits) {
      for (const auto& value : values) {
        const Ordinal ordinal = columns_.find(facet, value);
        if (ordinal != view.last()) of_values[ordinal - view.first()] |= bits;  // else none has it
      }
    };
    mark(selection.any_of, bit(facet));
    mark(selection.none_of, kUnwanted);
    // country.provenance alone asks for any country.
    const bool any = view.is_narrowed() && selection.any_of.empty();
    for (Ordinal o = view.rows().first; o < view.rows().second; ++o) {
      const auto value = view.seen_as(o);
      if (!value) continue;
      bits_[o] |= of_values[*value - view.first()];
      if (view.is_narrowed()) bits_[o] |= static_cast<Bits>(kSeen | (any ? bit(facet) : 0));
    }
    if (view.is_narrowed()) no_country_ = of_values.front();
  }

  const Columns& columns_;
  std::vector<Bits> bits_;  // by ordinal
  Bits selected_ = 0;       // facets with a condition
  bool excludes_ = false;
  Bits no_country_ = 0;  // what it says of a document that none of its countries counts
};

/// The documents with a term, kept for the next request.
std::shared_ptr<const Bitmap> selection_of(const OpenSnapshot& snapshot,
                                           const PartDatabases& databases,
                                           const std::string& term) {
  if (auto known = snapshot.selections().find(term)) return known;
  auto out = std::make_shared<const Bitmap>(documents_with(databases, term));
  snapshot.selections().add(term, out, 128 + term.size() + out->getSizeInBytes());
  return out;
}

/// Documents in ascending order; adding takes no branch, which would be guessed wrongly too often.
class Ids {
 public:
  explicit Ids(std::size_t most) : ids_(most + 1) {}
  void add(DocumentId id, bool keep) {
    ids_[count_] = id;
    count_ += keep ? 1 : 0;
  }
  Bitmap bitmap() const { return Bitmap(count_, ids_.data()); }

 private:
  std::vector<DocumentId> ids_;
  std::size_t count_ = 0;
};

}  // namespace

Bitmap Filters::apply(Bitmap documents, std::optional<Facet> except) const {
  for (const Facet facet : kFacets) {
    const auto& filter = by_facet[static_cast<std::size_t>(facet)];
    if (filter && facet != except) documents &= *filter;
  }
  if (always) documents &= *always;
  return documents;
}

bool Filters::has_other_than(Facet facet) const {
  if (always) return true;
  return std::any_of(std::begin(kFacets), std::end(kFacets), [&](Facet other) {
    return other != facet && by_facet[static_cast<std::size_t>(other)];
  });
}

bool Filters::empty() const {
  return !always && std::none_of(by_facet.begin(), by_facet.end(),
                                 [](const auto& filter) { return filter.has_value(); });
}

Filters find_filters(const OpenSnapshot& snapshot, const PartDatabases& databases,
                     const SearchRequest& request) {
  const Columns& columns = snapshot.columns();
  const auto unknown = [](const Selection& s) {
    const auto is_empty = [](const std::string& value) { return value.empty(); };
    return std::any_of(s.any_of.begin(), s.any_of.end(), is_empty) ||
           std::any_of(s.none_of.begin(), s.none_of.end(), is_empty);
  };
  if (request.since != 0 || request.until != 0 || !request.country_provenances.empty() ||
      std::any_of(request.selections.begin(), request.selections.end(), unknown))
    return make_filters(columns, request);
  Filters out;
  const auto with = [&](Facet facet, const std::vector<std::string>& values) {
    Bitmap found;
    for (const auto& value : values) {
      if (columns.find(facet, value) != columns.range(facet).second)
        found |= *selection_of(snapshot, databases, facet_term(facet, value));
    }
    return found;
  };
  for (const Facet facet : kFacets) {
    const auto& selection = request.selections[static_cast<std::size_t>(facet)];
    if (!selection.any_of.empty())
      out.by_facet[static_cast<std::size_t>(facet)] = with(facet, selection.any_of);
    if (!selection.none_of.empty())
      out.always = (out.always ? *out.always : columns.all()) - with(facet, selection.none_of);
  }
  return out;
}

Filters make_filters(const Columns& columns, const SearchRequest& request) {
  Filters out;
  const Conditions conditions(columns, request);
  const bool always = conditions.excludes() || request.since != 0 || request.until != 0;
  if (conditions.selected() == 0 && !always) return out;
  std::vector<std::pair<Facet, Ids>> selected;
  for (const Facet facet : kFacets) {
    if ((conditions.selected() & bit(facet)) != 0)
      selected.emplace_back(facet, Ids(columns.documents()));
  }
  Ids allowed(always ? columns.documents() : 0);
  conditions.each([&](DocumentId id, Bits found) {
    for (auto& [facet, ids] : selected) ids.add(id, (found & bit(facet)) != 0);
    if (always)
      allowed.add(id,
                  (found & kUnwanted) == 0 && columns.is_dated(id, request.since, request.until));
  });
  for (const auto& [facet, ids] : selected)
    out.by_facet[static_cast<std::size_t>(facet)] = ids.bitmap();
  if (always) out.always = allowed.bitmap();
  return out;
}

}  // namespace veille::search
