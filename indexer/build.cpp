#include "indexer/build.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>
#include <sstream>
#include <thread>

#include "indexer/gather.h"
#include "indexer/progress.h"
#include "indexer/site/commit.h"
#include "indexer/site/config.h"
#include "indexer/site/detect.h"
#include "indexer/write/export.h"
#include "indexer/write/index_directory.h"
#include "indexer/write/snapshot_writer.h"
#include "veille/result_json.h"

#include <nlohmann/json.hpp>

namespace veille {
namespace {

namespace fs = std::filesystem;

Result<std::vector<site::Source>> sources_of(const BuildOptions& options) {
  std::vector<site::Source> sources;
  if (!options.config.empty()) {
    auto configured = site::read_config(options.config);
    if (!configured) return configured.error();
    sources = std::move(*configured);
  }
  for (const auto& folder : options.sites) {
    auto source = site::detect(folder);
    if (!source) return source.error();
    sources.push_back(std::move(*source));
  }
  std::set<std::string> ids;
  for (const auto& source : sources) {
    if (ids.insert(source.id).second) continue;
    return Error{"source_twice", "two sources have the id \"" + source.id + "\"",
                 source.folder.string(), 0, "name them in a veille.yaml and give each an id"};
  }
  if (sources.empty())
    return Error{"no_sources", "no site is named", "", 0,
                 "name a site's folder, or a veille.yaml with --config"};
  return sources;
}

SourceSummary summary_of(const site::Source& source) {
  SourceSummary out;
  out.id = source.id;
  out.title = source.title;
  out.url = source.url;
  out.language = source.language;
  out.country = source.country;
  out.commit = site::checked_out_commit(source.folder);
  return out;
}

void sort_problems(std::vector<Error>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Error& a, const Error& b) {
    return std::tie(a.where, a.line) < std::tie(b.where, b.line);
  });
}

struct Everything {
  std::vector<Publication> publications;
  Manifest manifest;
  int skipped = 0;
};

Everything gather_all(const std::vector<site::Source>& sources, const GatherTools& tools,
                      Progress& progress) {
  Everything all;
  for (const auto& source : sources) {
    Gathered gathered = gather(source, tools, progress);
    all.manifest.sources.push_back(summary_of(source));
    all.skipped += gathered.skipped;
    for (auto& p : gathered.publications) all.publications.push_back(std::move(p));
    for (auto& problem : gathered.problems) {
      problem.where = problem.where.empty() ? source.id : source.id + "/" + problem.where;
      all.manifest.problems.push_back(std::move(problem));
    }
  }
  sort_problems(all.manifest.problems);
  return all;
}

/// Publishes what was gathered, unless the current snapshot holds just that.
void publish(write::IndexDirectory& index, Everything all, unsigned threads, Progress& progress,
             BuildSummary& summary) {
  all.manifest.id = write::snapshot_id(all.publications, all.manifest.sources);
  summary.problems = all.manifest.problems;
  summary.changed = all.manifest.id != index.current_id();
  if (!summary.changed) {
    index.record_checked(all.manifest.id, write::utc_now());
    return;
  }
  const std::string id = all.manifest.id;
  index.publish(id, [&](const fs::path& folder) {
    progress.begin("writing", all.publications.size());
    summary.manifest =
        write::write_snapshot(std::move(all.publications), std::move(all.manifest), folder, threads,
                              [&](std::size_t done) { progress.set(done); });
  });
}

}  // namespace

Result<BuildSummary> build(const BuildOptions& options, Progress& progress) {
  const auto began = std::chrono::steady_clock::now();
  auto sources = sources_of(options);
  if (!sources) return sources.error();
  auto index = write::IndexDirectory::open(options.index);
  if (!index) return index.error();
  const read::DocumentReader documents;
  const write::ExtractionCache cache(index->cache_folder());
  const enrich::CountryFinder countries;
  const unsigned threads =
      options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  const GatherTools tools{documents, cache, countries, threads, write::utc_now().substr(0, 10)};
  BuildSummary summary;
  Everything all = gather_all(*sources, tools, progress);
  summary.confinement = documents.confinement();
  summary.skipped = all.skipped;
  publish(*index, std::move(all), threads, progress, summary);
  progress.end();
  if (!summary.changed) {
    auto manifest = write::current_manifest(options.index);
    if (!manifest) return manifest.error();
    summary.manifest = std::move(*manifest);
  }
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return summary;
}

std::string summary_text(const BuildSummary& s) {
  std::ostringstream out;
  for (const auto& problem : s.problems) out << to_string(problem) << "\n";
  if (!s.problems.empty()) out << "\n";
  for (const auto& source : s.manifest.sources) {
    out << source.id << ": " << source.posts << " posts, " << source.pages << " pages, "
        << source.reports << " reports in " << source.works << " works\n";
  }
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.2f s", s.seconds);
  out << (s.changed ? "published snapshot " : "nothing changed since snapshot ") << s.manifest.id
      << ": " << s.manifest.publications << " publications, " << s.problems.size()
      << (s.problems.size() == 1 ? " problem, " : " problems, ") << s.skipped << " skipped, "
      << seconds << " (converters: " << s.confinement << ")\n";
  return out.str();
}

std::string summary_json(const BuildSummary& s) {
  nlohmann::json sources = nlohmann::json::array();
  for (const auto& source : s.manifest.sources) {
    sources.push_back({{"id", source.id},
                       {"posts", source.posts},
                       {"pages", source.pages},
                       {"reports", source.reports},
                       {"works", source.works}});
  }
  const nlohmann::json out = {{"snapshot", s.manifest.id},
                              {"changed", s.changed},
                              {"publications", s.manifest.publications},
                              {"works", s.manifest.works},
                              {"skipped", s.skipped},
                              {"seconds", s.seconds},
                              {"converters", s.confinement},
                              {"sources", sources},
                              {"problems", s.problems}};
  return out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace veille
