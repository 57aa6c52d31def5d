// The values of one facet as a request sees them.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "searchd/search/columns.h"
#include "searchd/search/request.h"

namespace veille::search {

/// With country.provenance, a publication has only the countries with one of these provenances: a
/// publication without one is *unknown*. Everything else is as the columns have it.
class FacetView {
 public:
  FacetView(const Columns& columns, Facet facet, const SearchRequest& request);

  /// Whether there may be less to see than the columns have.
  bool is_narrowed() const { return narrowed_; }
  /// [first, last) of the facet's ordinals; `first` is its unknown.
  Ordinal first() const { return first_; }
  Ordinal last() const { return last_; }

  /// [first, last) of the ordinals of rows that are looked at: the facet's own, or provenances.
  std::pair<Ordinal, Ordinal> rows() const { return {rows_first_, rows_last_}; }
  /// What one of these is seen as: a value of the facet; nothing when it does not count.
  std::optional<Ordinal> seen_as(Ordinal in_row) const {
    const Ordinal value = narrowed_ ? countries_[in_row - rows_first_] : in_row;
    return value == kNotSeen ? std::nullopt : std::optional<Ordinal>(value);
  }

  /// Calls `take` with the ordinal of each value of a document, or of unknown. With
  /// country.provenance one may come twice.
  template <class Take>
  void each(DocumentId id, const Take& take) const {
    columns_.with_rows([&](const auto* rows) {
      bool none = true;
      const std::uint32_t end = columns_.row_end(id);
      for (std::uint32_t i = columns_.row_begin(id); i < end && rows[i] < rows_last_; ++i) {
        if (rows[i] < rows_first_) continue;
        const auto value = seen_as(rows[i]);
        if (!value) continue;
        none = false;
        take(*value);
      }
      if (none) take(first_);
    });
  }

 private:
  static constexpr Ordinal kNotSeen = ~Ordinal{0};

  void see_countries(const SearchRequest& request);

  const Columns& columns_;
  bool narrowed_ = false;
  Ordinal first_ = 0;
  Ordinal last_ = 0;
  Ordinal rows_first_ = 0;  // what of the rows is looked at
  Ordinal rows_last_ = 0;
  std::vector<Ordinal> countries_;  // by provenance with country: the country, or kNotSeen
};

}  // namespace veille::search
