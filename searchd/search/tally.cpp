#include "searchd/search/tally.h"

#include <utility>

namespace veille::search {
namespace {

/// Counts what is there. Since the members of a work are side by side, remembering the last work
/// seen for each value is enough to count it once.
template <class Number>
void add_works(const Columns& columns, const Number* rows, const Bitmap& documents,
               std::vector<std::uint32_t>& works) {
  std::vector<WorkNumber> last(works.size(), columns.works());
  for (const DocumentId id : ids_of(documents)) {
    const std::uint32_t end = columns.row_end(id);
    if (columns.alone(id)) {
      for (std::uint32_t i = columns.row_begin(id); i < end; ++i) ++works[rows[i]];
      continue;
    }
    const WorkNumber work = columns.work(id);
    for (std::uint32_t i = columns.row_begin(id); i < end; ++i) {
      if (std::exchange(last[rows[i]], work) != work) ++works[rows[i]];
    }
  }
}

/// Takes back what is missing from the totals: of each work with a missing member, the values that
/// none of its other members has.
template <class Number>
void take_works(const Columns& columns, const Number* rows, const Bitmap& missing,
                std::vector<std::uint32_t>& works) {
  std::vector<WorkNumber> last(works.size(), columns.works());
  WorkNumber done = columns.works();
  for (const DocumentId id : ids_of(missing)) {
    const WorkNumber work = columns.work(id);
    if (std::exchange(done, work) == work) continue;
    const auto [first, end] = columns.members(id);
    for (const bool there : {true, false}) {
      for (DocumentId member = first; member < end; ++member) {
        if (missing.contains(member) == there) continue;
        for (std::uint32_t i = columns.row_begin(member); i < columns.row_end(member); ++i) {
          if (std::exchange(last[rows[i]], work) != work && !there) --works[rows[i]];
        }
      }
    }
  }
}

}  // namespace

std::vector<std::uint32_t> count_values(const Columns& columns, const Bitmap& documents) {
  return columns.with_rows([&](const auto* rows) {
    if (documents.cardinality() > columns.all().cardinality() / 2) {
      auto works = columns.totals();
      take_works(columns, rows, columns.all() - documents, works);
      return works;
    }
    std::vector<std::uint32_t> works(columns.values().size(), 0);
    add_works(columns, rows, documents, works);
    return works;
  });
}

std::vector<std::uint32_t> count_values(const Columns& columns, const FacetView& view,
                                        const Bitmap& documents) {
  const std::size_t size = view.last() - view.first();
  std::vector<std::uint32_t> works(size, 0);
  std::vector<WorkNumber> last(size, columns.works());
  for (const DocumentId id : ids_of(documents)) {
    const WorkNumber work = columns.work(id);
    view.each(id, [&](Ordinal ordinal) {
      const std::size_t i = ordinal - view.first();
      if (std::exchange(last[i], work) != work) ++works[i];
    });
  }
  return works;
}

}  // namespace veille::search
