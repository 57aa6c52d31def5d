#include "searchd/search/matching.h"

#include <utility>

namespace veille::search {
namespace {

Bitmap all_documents(const Columns& columns) {
  std::vector<DocumentId> ids;
  for (DocumentId id = 1; id <= columns.documents(); ++id) {
    if (columns.exists(id)) ids.push_back(id);
  }
  return Bitmap(ids.size(), ids.data());
}

/// Fewer words are required while fewer than kFewWorks works match, down to half of them. Filters
/// have no say in it: else selecting a facet's value could give more than its count.
std::size_t relax(const Columns& columns, const std::vector<Bitmap>& at_least) {
  const std::size_t asked = at_least.size() - 1;
  std::size_t required = asked;
  while (required > (asked + 1) / 2 && count_works(columns, at_least[required]) < kFewWorks)
    --required;
  // No fewer words than it takes: the last steps may have found nothing more.
  while (required < asked &&
         at_least[required].cardinality() == at_least[required + 1].cardinality())
    ++required;
  return required;
}

void match_words(const OpenSnapshot& snapshot, const PartDatabases& databases,
                 const std::string& reader_language, Matching& out) {
  out.leaves = expand(databases.all(), out.query.root, reader_language, snapshot.languages());
  std::vector<Bitmap> bitmaps;
  for (const auto& leaf : out.leaves) bitmaps.push_back(match_leaf(databases, leaf));
  out.at_least = match_at_least(bitmaps);
  out.required = relax(snapshot.columns(), out.at_least);
  out.words = out.at_least[out.required];
}

}  // namespace

Matching find_matching(const OpenSnapshot& snapshot, const PartDatabases& databases,
                       const SearchRequest& request) {
  Matching out;
  out.query = parse_query(request.text, request.reader_language, request.typing);
  out.filters = make_filters(snapshot.columns(), request);
  if (out.query.root.type == Node::Type::everything)
    out.words = all_documents(snapshot.columns());
  else
    match_words(snapshot, databases, request.reader_language, out);
  out.documents = out.filters.apply(out.words);
  return out;
}

}  // namespace veille::search
