#include "searchd/web/pages/year_chart.h"

#include <algorithm>

#include "searchd/web/labels.h"

namespace veille::web {
namespace {

constexpr std::size_t kStep = 10;       // between the bars, in units of the drawing
constexpr std::size_t kShownStep = 36;  // the same on the screen at most, in pixels
constexpr std::uint32_t kHeight = 40;
constexpr std::uint32_t kLeastBar = 2;  // of a year that has works

std::uint32_t bar_height(std::uint32_t works, std::uint32_t most) {
  if (works == 0) return 0;
  const auto height = static_cast<std::uint64_t>(works) * kHeight / most;
  return std::max(kLeastBar, static_cast<std::uint32_t>(height));
}

}  // namespace

void add_year_chart(const PageContext& context, const std::vector<search::YearCount>& years,
                    const std::function<std::string(const std::string&)>& address_of,
                    const std::function<bool(const std::string&)>& is_selected, data& page) {
  page["has_years"] = data(years.size() > 1);
  if (years.size() < 2) return;
  std::uint32_t most = 1;
  for (const auto& year : years) most = std::max(most, year.works);
  data bars = list();
  for (std::size_t i = 0; i < years.size(); ++i) {
    const std::string year = year_value(years[i].year);
    const std::uint32_t height = bar_height(years[i].works, most);
    data bar;
    bar["address"] = data(address_of(year));
    bar["selected"] = data(is_selected(year));
    bar["x"] = data(std::to_string(i * kStep));
    bar["y"] = data(std::to_string(kHeight - height));
    bar["height"] = data(std::to_string(height));
    bar["label"] = data(year + ": " + context.texts().count("works", years[i].works));
    bars << bar;
  }
  page["bars"] = std::move(bars);
  page["width"] = data(std::to_string(years.size() * kStep));
  page["shown_width"] = data(std::to_string(years.size() * kShownStep));
  page["first_year"] = data(year_value(years.front().year));
  page["last_year"] = data(year_value(years.back().year));
}

}  // namespace veille::web
