#include "searchd/search/histogram.h"

#include <algorithm>
#include <charconv>

namespace veille::search {

std::vector<YearCount> make_histogram(const Columns& columns,
                                      const std::vector<std::uint32_t>& works) {
  // Values are sorted, and four digits sort as numbers do.
  std::vector<YearCount> found;
  const Ordinal first = columns.range(Facet::year).first;
  for (std::size_t i = 1; i < works.size(); ++i) {
    const std::string& text = columns.values()[first + i];
    YearCount bar{0, works[i]};
    std::from_chars(text.data(), text.data() + text.size(), bar.year);
    if (bar.works > 0) found.push_back(bar);
  }
  if (found.empty()) return found;
  const int last = found.back().year;
  const int begin = std::max(found.front().year, last - kMaxHistogramYears + 1);
  std::vector<YearCount> out;
  for (int year = begin; year <= last; ++year) out.push_back({year, 0});
  for (const auto& bar : found) {
    if (bar.year >= begin) out[static_cast<std::size_t>(bar.year - begin)] = bar;
  }
  return out;
}

}  // namespace veille::search
