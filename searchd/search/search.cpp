#include "searchd/search/search.h"

#include <xapian.h>

#include <utility>

#include "searchd/search/facets.h"
#include "searchd/search/hits.h"
#include "searchd/search/matching.h"
#include "searchd/search/rank.h"
#include "searchd/search/xapian_call.h"

namespace veille::search {

Answer search(const OpenSnapshot& snapshot, const SearchRequest& request) {
  Answer answer;
  answer.snapshot_id = snapshot.manifest().id;
  answer.built_at = snapshot.manifest().built_at;
  const Columns& columns = snapshot.columns();
  const auto handle = snapshot.database();
  xapian_call([&] {
    Matching found = find_matching(snapshot, *handle, request);
    const Matches matches{found.leaves, found.at_least, found.required, found.documents};
    answer.asked = found.leaves.size();
    answer.required = found.required;
    answer.works = count_works(columns, found.documents);
    answer.full_works = found.leaves.empty()
                            ? answer.works
                            : count_works(columns, found.filters.apply(found.at_least.back()));
    answer.publications = static_cast<std::uint32_t>(found.documents.cardinality());
    answer.hits =
        make_hits(snapshot, *handle, matches, rank(snapshot, *handle, matches, request), request);
    answer.facets = count_facets(snapshot, {found.words, found.documents}, found.filters, request);
    answer.query = std::move(found.query);
  });
  return answer;
}

}  // namespace veille::search
