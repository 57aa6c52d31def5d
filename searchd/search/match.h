// Which documents match: a bitmap, exact, apart from ranking.
#pragma once

#include <roaring/roaring.hh>
#include <vector>

#include "searchd/search/columns.h"
#include "searchd/search/expand.h"

namespace Xapian {
class Query;
}

namespace veille::search {

using Bitmap = Roaring;

/// The documents that match one leaf.
Bitmap match_leaf(const PartDatabases& databases, const ExpandedLeaf& leaf);

/// [k] holds the documents that match at least k of the leaves; [0] is left empty.
std::vector<Bitmap> match_at_least(const std::vector<Bitmap>& leaves);

/// How many works have a member in `documents`.
WorkNumber count_works(const Columns& columns, const Bitmap& documents);

/// The Xapian query of a leaf: for weighing, and for phrases also for matching.
/// A word weighs as SYNONYM(exact, stems) AND_MAYBE 0.3 * exact: the form as typed ranks first.
Xapian::Query leaf_query(const ExpandedLeaf& leaf);

}  // namespace veille::search
