#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "indexer/build.h"
#include "veille/result_json.h"
#include "veille/utf8.h"

namespace veille {

namespace {

std::string how_read(const SourceSummary& source) {
  if (source.recognised_by.empty())
    return "plain " + source.generator + ", no generator recognised";
  return source.generator + ", by " + source.recognised_by;
}

}  // namespace

std::string summary_text(const BuildSummary& s) {
  std::ostringstream out;
  for (const auto& problem : s.problems) out << to_string(problem) << "\n";
  for (const auto& notice : s.notices) out << printable(notice) << "\n";
  if (!s.problems.empty() || !s.notices.empty()) out << "\n";
  for (const auto& source : s.manifest.sources) {
    out << printable(source.id + " (" + how_read(source) + "): ") << source.posts << " posts, "
        << source.pages << " pages, " << source.reports << " reports in " << source.works
        << " works";
    if (source.links > 0)
      out << "; " << source.links_resolved << " of " << source.links
          << " links to its own pages lead to one of them";
    out << "\n";
  }
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.2f s", s.seconds);
  out << (s.changed ? "published snapshot " : "nothing changed since snapshot ") << s.manifest.id
      << ": " << s.manifest.publications << " publications";
  if (s.changed)
    out << " (" << s.added << " new, " << s.updated << " changed, " << s.removed << " gone)";
  out << ", " << s.problems.size() << (s.problems.size() == 1 ? " problem, " : " problems, ")
      << s.skipped << " skipped, " << seconds << " (converters: " << s.confinement << ")\n";
  return out.str();
}

std::string summary_json(const BuildSummary& s) {
  nlohmann::json sources = nlohmann::json::array();
  for (const auto& source : s.manifest.sources) {
    sources.push_back({{"id", source.id},
                       {"posts", source.posts},
                       {"pages", source.pages},
                       {"reports", source.reports},
                       {"works", source.works},
                       {"links", source.links},
                       {"links_resolved", source.links_resolved},
                       {"generator", source.generator},
                       {"recognised_by", source.recognised_by}});
  }
  const nlohmann::json out = {{"snapshot", s.manifest.id},
                              {"changed", s.changed},
                              {"publications", s.manifest.publications},
                              {"works", s.manifest.works},
                              {"added", s.added},
                              {"updated", s.updated},
                              {"removed", s.removed},
                              {"skipped", s.skipped},
                              {"seconds", s.seconds},
                              {"notices", s.notices},
                              {"converters", s.confinement},
                              {"sources", sources},
                              {"problems", s.problems}};
  return out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace veille
