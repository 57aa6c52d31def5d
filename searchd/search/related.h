// Publications near a given one.
#pragma once

#include <string>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"

namespace veille::search {

/// How many are given with a publication.
inline constexpr std::size_t kNearPublications = 5;

/// The works nearest to a publication, nearest first, at most `limit`, each by its nearest member:
/// those that share its most telling words (of its language) and its rarer tags; what shares a tag
/// and is about other countries comes before what is as near at home. Never of its own work. Empty
/// when nothing shares anything with it.
/// Throws: std::runtime_error, Xapian::Error, when the snapshot cannot be read.
std::vector<NearPublication> find_near(const OpenSnapshot& snapshot, const PartDatabases& databases,
                                       DocumentId id, std::size_t limit);

}  // namespace veille::search
