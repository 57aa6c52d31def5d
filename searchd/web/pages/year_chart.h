// Works by year as bars that lead to the search of their year.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// Adds to a page what templates/year_chart.html shows; of fewer than two years it shows nothing.
///
/// `address_of`   the address that the bar of a year ("2018") leads to.
/// `is_selected`  whether the year is one of those chosen.
void add_year_chart(const PageContext& context, const std::vector<search::YearCount>& years,
                    const std::function<std::string(const std::string&)>& address_of,
                    const std::function<bool(const std::string&)>& is_selected, data& page);

}  // namespace veille::web
