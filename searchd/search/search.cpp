#include "searchd/search/search.h"

#include <xapian.h>

#include <algorithm>
#include <utility>

#include "searchd/search/facets.h"
#include "searchd/search/hits.h"
#include "searchd/search/matching.h"
#include "searchd/search/rank.h"
#include "searchd/search/xapian_call.h"

namespace veille::search {

namespace {

/// Words found in other forms only, and prefixes of which not every word was searched.
void tell_of_forms(const Vocabulary& vocabulary, const WordMatches& matches, Answer& answer) {
  for (const auto& leaf : matches.leaves) {
    const auto& place = leaf.places.front();
    if (leaf.node->type == Node::Type::prefix && place.more_forms > 0) {
      answer.cut_prefixes.push_back(
          {leaf.node->words.front(), place.exact.size() + place.more_forms, place.exact.size()});
    }
    const bool exact = std::any_of(place.exact.begin(), place.exact.end(),
                                   [&](const auto& form) { return vocabulary.has(form); });
    const bool typed = leaf.node->type == Node::Type::word && !leaf.node->is_synonym;
    if (typed && !exact && !leaf.documents.isEmpty())
      answer.inexact.push_back(leaf.node->words.front());
  }
}

}  // namespace

Answer search(const OpenSnapshot& snapshot, const SearchRequest& request) {
  Answer answer;
  answer.snapshot_id = snapshot.manifest().id;
  answer.built_at = snapshot.manifest().built_at;
  const Columns& columns = snapshot.columns();
  const auto handle = snapshot.database();
  xapian_call([&] {
    PhaseClock clock;
    const auto matching = find_matching(snapshot, *handle, request);
    const Matching& found = *matching;
    const WordMatches& words = *found.words;
    answer.query = words.query;
    tell_of_forms(snapshot.vocabulary(), words, answer);
    answer.asked = words.asked;
    answer.required = words.required;
    answer.corrected_from = words.corrected_from;
    answer.suggestion = words.suggestion;
    answer.works = found.filters.empty() ? words.works : count_works(columns, found.ids());
    answer.full_works = answer.works;
    if (words.required < words.asked)
      answer.full_works = count_works(columns, found.filters.apply(words.full));
    answer.publications = static_cast<std::uint32_t>(found.ids().size());
    answer.phases.match = clock.next();
    const auto ranked = rank(snapshot, *handle, found, request);
    answer.phases.rank = clock.next();
    answer.hits = make_hits(snapshot, *handle, found, ranked, request);
    answer.phases.hits = clock.next();
    answer.facets = count_facets(snapshot, found, request);
    answer.phases.facets = clock.next();
  });
  return answer;
}

}  // namespace veille::search
