// A whole search as a file, written while it is sent; one publication as a reference.
#pragma once

#include <memory>
#include <string>

#include "searchd/api/request.h"
#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/web/site.h"

namespace veille::api {

/// The hits of a search, all of them, in the format that `extension` names. Parameters are those of
/// a search but for what makes a page of it; `limit`, and `bom` for CSV.
/// Problems: format_unknown (404), and those of parse_search().
Response export_search(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                       const Request& request, const std::string& extension, const web::Site& site);

/// A reference to a publication, "bib" or "ris".
/// Problems: format_unknown (404).
Response export_publication(const search::OpenSnapshot& snapshot, const search::Hit& hit,
                            const std::string& extension, const web::Site& site);

/// The reference of a publication in BibTeX's format.
std::string bibtex_of(const search::OpenSnapshot& snapshot, const search::Hit& hit,
                      const web::Site& site);

}  // namespace veille::api
