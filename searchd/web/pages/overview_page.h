// One programme, country or tag: how much there is by year and language, and what is new.
#pragma once

#include <string>

#include "searchd/search/answer.h"
#include "searchd/search/pivot.h"
#include "searchd/search/request.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// The page of the one value that `request` selects of `facet`.
///
/// `answer`  of the request: the newest, with facet counts.
/// `pivot`   of the request: years by language.
std::string overview_page(const PageContext& context, Facet facet, const search::Answer& answer,
                          const search::Pivot& pivot, const search::SearchRequest& request);

}  // namespace veille::web
