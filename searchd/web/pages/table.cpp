#include "searchd/web/pages/table.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "searchd/web/labels.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::SearchRequest;

constexpr int kShades = 5;

/// From 1 to kShades, 0 for nothing. Roots, so that a few large cells do not leave the others pale.
int shade(std::uint32_t works, std::uint32_t most) {
  if (works == 0) return 0;
  return static_cast<int>(std::ceil(std::sqrt(double(works) / most) * kShades));
}

/// The request with this value alone of the facet; nothing where others are selected of it.
std::optional<SearchRequest> with_value(const SearchRequest& request, Facet facet,
                                        const std::string& value) {
  const std::string key = value == "unknown" ? "" : value;
  const auto& chosen = request.selections[static_cast<std::size_t>(facet)].any_of;
  if (!chosen.empty() && std::find(chosen.begin(), chosen.end(), key) == chosen.end())
    return std::nullopt;
  return selected(request, facet, key);
}

/// The entries that are shown, with their places in the pivot.
using Places = std::vector<std::pair<std::size_t, PivotEntry>>;

Places places(const search::PivotSide& side, const std::string& language) {
  Places out;
  auto entries = pivot_entries(side, language);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool is_unknown = i + 1 == entries.size();
    if (!is_unknown || entries[i].works > 0) out.emplace_back(i, std::move(entries[i]));
  }
  return out;
}

/// Of a whole table. With many filters each address has all of them, and ten thousand cells would
/// have the same few thousand bytes each: then the cells say their numbers only.
constexpr std::size_t kMostAddressBytes = std::size_t{4} * 1024 * 1024;

class Table {
 public:
  Table(const PageContext& context, const search::Pivot& pivot, const SearchRequest& request)
      : context_(context), pivot_(pivot), request_(request) {
    for (const auto& row : pivot.cells)
      for (const auto works : row) most_ = std::max(most_, works);
    const auto cells = pivot.rows.values.size() * pivot.columns.values.size();
    linked_ = cells * search_address(request).size() <= kMostAddressBytes;
  }

  data columns(const Places& columns) const {
    data out = list();
    for (const auto& [place, entry] : columns) {
      data one;
      one["label"] = data(entry.label);
      one["works"] = data(number(entry.works, context_.language));
      out << one;
    }
    return out;
  }

  data rows(const Places& rows, const Places& columns) const {
    data out = list();
    for (const auto& row : rows) {
      data cells = list();
      for (const auto& column : columns) cells << cell(row, column);
      data one;
      one["label"] = data(row.second.label);
      one["works"] = data(number(row.second.works, context_.language));
      one["cells"] = std::move(cells);
      out << one;
    }
    return out;
  }

 private:
  data cell(const Places::value_type& row, const Places::value_type& column) const {
    const auto works = pivot_.cells[row.first][column.first];
    data out;
    out["works"] = data(number(works, context_.language));
    out["heat"] = data(std::to_string(shade(works, most_)));
    if (works == 0 || !linked_) return out;
    const auto of_row = with_value(request_, pivot_.rows.facet, row.second.value);
    const auto of_cell =
        of_row ? with_value(*of_row, pivot_.columns.facet, column.second.value) : std::nullopt;
    if (!of_cell) return out;
    out["address"] = text(search_address(*of_cell));
    out["name"] = data(
        context_.texts().format("pivot_cell", {{"row", row.second.label},
                                               {"column", column.second.label},
                                               {"total", context_.texts().count("works", works)}}));
    return out;
  }

  const PageContext& context_;
  const search::Pivot& pivot_;
  const SearchRequest& request_;
  std::uint32_t most_ = 1;
  bool linked_ = true;
};

}  // namespace

void add_table(const PageContext& context, const search::Pivot& pivot, const SearchRequest& request,
               RowOrder order, data& page) {
  auto rows = places(pivot.rows, context.language);
  const auto columns = places(pivot.columns, context.language);
  if (order == RowOrder::by_value_descending) {
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
      const bool a_known = a.second.value != "unknown", b_known = b.second.value != "unknown";
      return a_known != b_known ? a_known : a.second.value > b.second.value;
    });
  }
  const Table table(context, pivot, request);
  page["columns"] = table.columns(columns);
  page["rows"] = table.rows(rows, columns);
}

}  // namespace veille::web
