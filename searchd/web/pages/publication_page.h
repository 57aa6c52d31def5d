// The permanent page of one publication: its record, and what belongs to it.
#pragma once

#include <string>

#include "searchd/search/answer.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// Everything that is known of the publication.
///
/// `bibtex`  its reference.
std::string publication_page(const PageContext& context, const search::Hit& hit,
                             const std::string& bibtex);

}  // namespace veille::web
