// What facets and their values are called in the reader's language.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/pivot.h"

namespace veille::web {

/// "Canada", "Français", "Article": the label of a facet's value; the value itself where it has no
/// other name.
std::string facet_label(Facet facet, const search::FacetCount& value, const std::string& language);

/// "Tag", "Country": the name of the facet itself.
std::string facet_name(Facet facet, const std::string& language);

/// The label of the value with this key, looked up in the snapshot; of the empty value what
/// *unknown* is called.
std::string value_label(const search::OpenSnapshot& snapshot, Facet facet, const std::string& value,
                        const std::string& language);

/// One row or column of a pivot as answers show it.
struct PivotEntry {
  std::string value;
  std::string label;
  std::uint32_t works = 0;
};
/// The values of a side, *unknown* the last.
std::vector<PivotEntry> pivot_entries(const search::PivotSide& side, const std::string& language);

/// "PDF" for an address that ends in ".pdf", and so on; empty without such an end.
std::string file_format(const std::string& url);

/// YYYY, as values of the facet are written.
std::string year_value(int year);

}  // namespace veille::web
