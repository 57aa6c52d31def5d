#include "searchd/search/weights.h"

#include <cmath>

#include "searchd/search/facet_value.h"

namespace veille::search {
namespace {

/// Of YYYYMMDD, near enough for weighing ages.
double years(std::uint32_t date) {
  return date / 10'000 + (date / 100 % 100) / 12.0 + (date % 100) / 365.0;
}

}  // namespace

Weights::Weights(const PartDatabases& databases, const Columns& columns,
                 const std::string& newest_date, double freshness)
    : count_(databases.all().get_doccount()),
      norms_(columns.documents() + 1, kK1),
      freshness_(columns.documents() + 1, 1) {
  const double average = std::max(1.0, databases.all().get_average_length());
  for (std::size_t i = 0; i < databases.count(); ++i) {
    const auto& part = databases.part(i);
    for (auto id = part.postlist_begin(""); id != part.postlist_end(""); ++id) {
      const double length = id.get_doclength() / average;
      norms_[databases.base(i) + *id] = static_cast<float>(kK1 * (1 - kB + kB * length));
    }
  }
  const auto newest = parse_day(newest_date, true);
  if (!newest) return;
  for (DocumentId id = 1; id <= columns.documents(); ++id) {
    if (columns.date(id) == 0) continue;
    const double age = std::max(0.0, years(*newest) - years(columns.date(id)));
    freshness_[id] = static_cast<float>(1 + freshness * std::exp2(-age / kFreshnessHalfLifeYears));
  }
}

}  // namespace veille::search
