#include "indexer/enrich/linked_elsewhere.h"

namespace veille::enrich {

Elsewhere linked_elsewhere(const std::vector<Publication>& publications,
                           const std::vector<std::vector<read::Link>>& linked,
                           const ReportLinks& links,
                           const std::function<bool(const std::string&)>& wanted) {
  Elsewhere out;
  for (std::size_t i = 0; i < linked.size(); ++i) {
    for (const auto& link : linked[i]) {
      const std::string url = links.elsewhere(link);
      if (url.empty() || !wanted(url)) continue;
      LinkedFrom& from = out[url];
      if (from.ids.empty()) {
        from.path = publications[i].path;
        from.line = link.line;
      }
      from.ids.insert(publications[i].id);
    }
  }
  return out;
}

}  // namespace veille::enrich
