// Documents at other sites that texts link to.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/enrich/report_links.h"

namespace veille::enrich {

struct LinkedFrom {
  std::set<std::string> ids;  ///< of the publications that link to it
  std::string path;           ///< of the first of them
  int line = 0;               ///< of the link there; 0 when unknown
};

/// By their addresses.
using Elsewhere = std::map<std::string, LinkedFrom>;

/// `linked` holds the links of the publication with the same index; only addresses that are
/// `wanted` are taken.
Elsewhere linked_elsewhere(const std::vector<Publication>& publications,
                           const std::vector<std::vector<read::Link>>& linked,
                           const ReportLinks& links,
                           const std::function<bool(const std::string&)>& wanted);

}  // namespace veille::enrich
