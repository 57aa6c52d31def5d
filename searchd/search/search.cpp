#include "searchd/search/search.h"

#include <xapian.h>

#include <utility>

#include "searchd/search/facets.h"
#include "searchd/search/filter.h"
#include "searchd/search/hits.h"
#include "searchd/search/match.h"
#include "searchd/search/rank.h"
#include "searchd/search/xapian_call.h"

namespace veille::search {
namespace {

/// What the words match, before any filter; and how many of them had to.
struct WordMatches {
  std::vector<ExpandedLeaf> leaves;
  std::vector<Bitmap> at_least;
  std::size_t required = 0;
  Bitmap documents;
};

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

WordMatches match_words(const OpenSnapshot& snapshot, const PartDatabases& databases,
                        const Query& query, const SearchRequest& request) {
  WordMatches out;
  if (query.root.type == Node::Type::everything) {
    out.documents = all_documents(snapshot.columns());
    return out;
  }
  out.leaves = expand(databases.all(), query.root, request.reader_language, snapshot.languages());
  std::vector<Bitmap> bitmaps;
  for (const auto& leaf : out.leaves) bitmaps.push_back(match_leaf(databases, leaf));
  out.at_least = match_at_least(bitmaps);
  out.required = relax(snapshot.columns(), out.at_least);
  out.documents = out.at_least[out.required];
  return out;
}

}  // namespace

Answer search(const OpenSnapshot& snapshot, const SearchRequest& request) {
  Answer answer;
  answer.snapshot_id = snapshot.manifest().id;
  answer.built_at = snapshot.manifest().built_at;
  answer.query = parse_query(request.text, request.reader_language, request.typing);
  const Columns& columns = snapshot.columns();
  const Filters filters = make_filters(columns, request);
  const auto handle = snapshot.database();
  xapian_call([&] {
    const WordMatches words = match_words(snapshot, *handle, answer.query, request);
    const Bitmap documents = filters.apply(words.documents);
    const Matches matches{words.leaves, words.at_least, words.required, documents};
    answer.asked = words.leaves.size();
    answer.required = words.required;
    answer.works = count_works(columns, documents);
    answer.full_works = words.leaves.empty()
                            ? answer.works
                            : count_works(columns, filters.apply(words.at_least.back()));
    answer.publications = static_cast<std::uint32_t>(documents.cardinality());
    answer.hits =
        make_hits(snapshot, *handle, matches, rank(snapshot, *handle, matches, request), request);
    answer.facets = count_facets(snapshot, {words.documents, documents}, filters, request);
  });
  return answer;
}

}  // namespace veille::search
