// Links from a site's texts to its texts: how many lead to a publication says whether the addresses
// that we give are right.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/read/extracted.h"
#include "indexer/site/source.h"
#include "veille/publication.h"

namespace veille::enrich {

class SiteLinks {
 public:
  /// `publications` of one source; they must stay where they are.
  SiteLinks(const site::Source& source, const std::vector<Publication>& publications);

  enum class Target {
    elsewhere,    ///< another site, a file that is no page, a place in the same text
    publication,  ///< one of the publications
    unknown,      ///< a page of this site that none of them is
  };
  /// Where a link in `from` leads. A missing slash or ".html" at its end does not matter, nor does
  /// whether it names a page by its address or by its file.
  Target resolve(const Publication& from, const read::Link& link) const;

 private:
  bool is_known(const std::string& path) const;

  std::string host_;       // of the source's address; empty when unknown
  std::string base_path_;  // the path in it
  std::unordered_map<std::string, const Publication*> by_path_;
};

}  // namespace veille::enrich
