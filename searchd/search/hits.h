// From ranked documents to hits: the member shown, its translations and reports, snippets and
// matching pages.
#pragma once

#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/rank.h"

namespace veille::search {

/// One hit for each of `ranked`, in their order.
///
/// The member shown of a work is, among those that match: one with more of the words before others
/// (they differ only in a relaxed search), then one in the reader's language, then a post or page
/// before a report (whose pages are listed beneath it anyway), then the best ranked.
std::vector<Hit> make_hits(const OpenSnapshot& snapshot, const PartDatabases& databases,
                           const Matching& matching, const std::vector<DocumentId>& ranked,
                           const SearchRequest& request);

/// One publication with all that is known of it, without snippet.
/// Errors: publication_unknown.
Result<Hit> find_publication(const OpenSnapshot& snapshot, const std::string& id,
                             const std::string& reader_language);

}  // namespace veille::search
