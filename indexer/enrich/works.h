// Which publications are one work.
#pragma once

#include <vector>

#include "veille/publication.h"
#include "veille/result.h"

namespace veille::enrich {

/// Gives reports what their posts know: the union of their tags; the earliest date, where a report
/// states none; their countries with provenance link, where its own text is about none.
/// `linked_from` must be set.
void inherit_from_posts(std::vector<Publication>& publications);

/// Sets `work` of every publication: translations by their key, reports with the one work that
/// links to them, everything else alone. A group with two members in one language is refused: each
/// stays alone.
///
/// Returns the problems met (translations_ambiguous), by path.
std::vector<Error> group_works(std::vector<Publication>& publications);

}  // namespace veille::enrich
