#include "searchd/search/facet_view.h"

#include <algorithm>
#include <tuple>

namespace veille::search {

FacetView::FacetView(const Columns& columns, Facet facet, const SearchRequest& request)
    : columns_(columns),
      narrowed_(facet == Facet::country && !request.country_provenances.empty()) {
  std::tie(first_, last_) = columns.range(facet);
  rows_first_ = first_;
  rows_last_ = last_;
  if (narrowed_) see_countries(request);
}

void FacetView::see_countries(const SearchRequest& request) {
  std::tie(rows_first_, rows_last_) = columns_.provenance_range();
  for (Ordinal pair = rows_first_; pair < rows_last_; ++pair) {
    const std::string& text = columns_.values()[pair];
    const auto colon = std::min(text.find(':'), text.size());
    const bool seen =
        std::any_of(request.country_provenances.begin(), request.country_provenances.end(),
                    [&](Provenance p) { return text.compare(0, colon, to_string(p)) == 0; });
    const Ordinal country =
        seen ? columns_.find(Facet::country, text.substr(std::min(colon + 1, text.size()))) : last_;
    countries_.push_back(country == last_ ? kNotSeen : country);
  }
}

}  // namespace veille::search
