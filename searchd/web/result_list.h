// The results of the page, as values for its template.
#pragma once

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"
#include "searchd/web/template.h"
#include "searchd/web/texts.h"

namespace veille::web {

/// One entry for each hit, in order; links lead to the same search with one value more.
data result_list(const search::Answer& answer, const search::SearchRequest& request,
                 const search::OpenSnapshot& snapshot, const Texts& texts);

}  // namespace veille::web
