// Which of a facet's values an answer lists.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"

namespace veille::search {

enum class ValueOrder { works, value, label };

/// What to list of one facet.
struct ValueListing {
  std::size_t limit = 10;                ///< besides the selected values
  ValueOrder order = ValueOrder::works;  ///< most works first, then by value; or by another
  /// A vocabulary_key(): only values of which a word of the label, or the value itself, begins with
  /// it. Empty: all values.
  std::string prefix;
  /// What a value is called in the reader's language: for `prefix` and the order by label.
  std::function<std::string(const FacetCount&)> label;
};

/// The values that have works, the best in the order asked for, and every selected and excluded one
/// even at 0 (with a prefix: if it fits).
///
/// `works`  of each value of the facet, by ordinal, unknown first.
FacetCounts list_values(const OpenSnapshot& snapshot, const std::vector<std::uint32_t>& works,
                        const SearchRequest& request, Facet facet, const ValueListing& listing);

/// Whether a word of `text` begins with `prefix`; both are as vocabulary_key() writes them.
bool has_word_beginning(const std::string& text, const std::string& prefix);

}  // namespace veille::search
