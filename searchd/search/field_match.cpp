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

}  // namespace

Bitmap match_field(const MatchContext& context, const Node& node) {
  std::vector<DocumentId> ids;
  const Columns& columns = context.columns;
  if (node.type == Node::Type::dates) {
    for (DocumentId id = 1; id <= columns.documents(); ++id) {
      const auto date = columns.exists(id) ? columns.date(id) : 0;
      if (date != 0 && date >= node.since && (node.until == 0 || date <= node.until))
        ids.push_back(id);
    }
    return Bitmap(ids.size(), ids.data());
  }
  Bitmap out;
  for (const auto& value : node.values) {
    for (const Ordinal ordinal : ordinals_of(columns, node.facet, value)) {
      if (value.empty()) {
        for (DocumentId id = 1; id <= columns.documents(); ++id) {
          if (columns.exists(id) && columns.has(id, ordinal)) out.add(id);
        }
        continue;
      }
      ids.clear();
      context.databases.postings(facet_term(node.facet, columns.values()[ordinal]),
                                 [&](DocumentId id) { ids.push_back(id); });
      out.addMany(ids.size(), ids.data());
    }
  }
  return out;
}

}  // namespace veille::search
