#include "searchd/search/pivot.h"

#include <utility>

#include "searchd/search/tally.h"
#include "searchd/search/value_list.h"

namespace veille::search {
namespace {

/// Where a value that is not listed stands.
constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

/// Totals of all values by ordinal from the facet's first on, those of both sides from one walk.
std::vector<std::uint32_t> totals_of(const Columns& columns, const FacetView& view,
                                     const std::vector<std::uint32_t>& counted,
                                     const Bitmap& documents) {
  if (view.is_narrowed()) return count_values(columns, view, documents);
  return {counted.begin() + view.first(), counted.begin() + view.last()};
}

PivotSide make_side(const OpenSnapshot& snapshot, const SearchRequest& request, Facet facet,
                    const std::vector<std::uint32_t>& totals, std::size_t limit) {
  // What is selected has no say in what is listed: only the filters that it makes.
  SearchRequest plain = request;
  plain.selections = {};
  ValueListing listing;
  listing.limit = limit;
  auto list = list_values(snapshot, totals, plain, facet, listing);
  return {facet, std::move(list.values), list.unknown, list.more, list.total_values};
}

/// The place of each value of the facet on its side; unknown stands last.
std::vector<std::uint32_t> places(const Columns& columns, const FacetView& view,
                                  const PivotSide& side) {
  std::vector<std::uint32_t> out(view.last() - view.first(), kNowhere);
  std::uint32_t next = 0;
  for (const auto& v : side.values) out[columns.find(side.facet, v.value) - view.first()] = next++;
  out[0] = next;
  return out;
}

/// The places of a document's values on one side.
void find_places(const FacetView& view, const std::vector<std::uint32_t>& places, DocumentId id,
                 std::vector<std::uint32_t>& out) {
  out.clear();
  view.each(id, [&](Ordinal ordinal) {
    const std::uint32_t place = places[ordinal - view.first()];
    if (place != kNowhere) out.push_back(place);
  });
}

void count_cells(const Columns& columns, const Bitmap& documents, const FacetView& row_view,
                 const FacetView& column_view, Pivot& pivot) {
  const auto row_places = places(columns, row_view, pivot.rows);
  const auto column_places = places(columns, column_view, pivot.columns);
  const std::size_t width = pivot.columns.values.size() + 1;
  const std::size_t height = pivot.rows.values.size() + 1;
  std::vector<WorkNumber> last(width * height, columns.works());
  pivot.cells.assign(height, std::vector<std::uint32_t>(width, 0));
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> cols;
  for (const DocumentId id : ids_of(documents)) {
    find_places(row_view, row_places, id, rows);
    if (rows.empty()) continue;
    find_places(column_view, column_places, id, cols);
    const WorkNumber work = columns.work(id);
    for (const auto row : rows) {
      for (const auto column : cols) {
        if (std::exchange(last[row * width + column], work) != work) ++pivot.cells[row][column];
      }
    }
  }
}

}  // namespace

Pivot make_pivot(const OpenSnapshot& snapshot, const Bitmap& documents,
                 const SearchRequest& request, const PivotRequest& asked) {
  const Columns& columns = snapshot.columns();
  const FacetView row_view(columns, asked.rows, request);
  const FacetView column_view(columns, asked.columns, request);
  const auto counted = count_values(columns, documents);
  Pivot out;
  out.rows = make_side(snapshot, request, asked.rows,
                       totals_of(columns, row_view, counted, documents), asked.limit_rows);
  out.columns = make_side(snapshot, request, asked.columns,
                          totals_of(columns, column_view, counted, documents), asked.limit_columns);
  count_cells(columns, documents, row_view, column_view, out);
  out.works = count_works(columns, documents);
  out.publications = static_cast<std::uint32_t>(documents.cardinality());
  return out;
}

}  // namespace veille::search
