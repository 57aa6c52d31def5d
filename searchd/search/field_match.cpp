#include "searchd/search/field_match.h"

#include <string>
#include <vector>

#include "veille/schema.h"

namespace veille::search {
namespace {

/// The values of an open facet (tags, authors) that a reader means: the one of this name, else
/// those in whose name these words stand in a row.
std::vector<Ordinal> ordinals_of(const Columns& columns, Facet facet, const std::string& value) {
  const auto [first, last] = columns.range(facet);
  const Ordinal found = columns.find(facet, value);
  if (found != last || value.empty()) return {found};
  std::vector<Ordinal> out;
  if (facet != Facet::tag && facet != Facet::author) return out;
  const std::string wanted = " " + value + " ";
  for (Ordinal o = first + 1; o < last; ++o) {
    if ((" " + columns.values()[o] + " ").find(wanted) != std::string::npos) out.push_back(o);
  }
  return out;
}

/// The documents for which `keep` is true.
template <class Keep>
Bitmap select(const Columns& columns, const Keep& keep) {
  std::vector<DocumentId> ids;
  for (DocumentId id = 1; id <= columns.documents(); ++id) {
    if (columns.exists(id) && keep(id)) ids.push_back(id);
  }
  return Bitmap(ids.size(), ids.data());
}

}  // namespace

Bitmap match_field(const MatchContext& context, const Node& node) {
  const Columns& columns = context.columns;
  if (node.type == Node::Type::dates) {
    return select(columns,
                  [&](DocumentId id) { return columns.is_dated(id, node.since, node.until); });
  }
  Bitmap out;
  for (const auto& value : node.values) {
    for (const Ordinal ordinal : ordinals_of(columns, node.facet, value)) {
      out |= value.empty()
                 ? select(columns, [&](DocumentId id) { return columns.has(id, ordinal); })
                 : documents_with(context.databases,
                                  facet_term(node.facet, columns.values()[ordinal]));
    }
  }
  return out;
}

}  // namespace veille::search
