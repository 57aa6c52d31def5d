#include "indexer/build.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>
#include <thread>
#include <tuple>

#include "indexer/gather.h"
#include "indexer/program_stamp.h"
#include "indexer/progress.h"
#include "indexer/site/commit.h"
#include "indexer/site/config.h"
#include "indexer/site/detect.h"
#include "indexer/write/disk.h"
#include "indexer/write/snapshot_writer.h"
#include "veille/utc.h"

namespace veille {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFetchedFolder = "fetched";

Result<site::Configuration> configuration_of(const BuildOptions& options) {
  site::Configuration out;
  if (!options.config.empty()) {
    auto configured = site::read_config(options.config);
    if (!configured) return configured.error();
    out = std::move(*configured);
  }
  for (const auto& folder : options.sites) {
    auto source = site::detect(folder);
    if (!source) return source.error();
    out.sources.push_back(std::move(*source));
  }
  std::set<std::string> ids;
  for (const auto& source : out.sources) {
    if (ids.insert(source.id).second) continue;
    return Error{"source_twice", "two sources have the id \"" + source.id + "\"",
                 source.folder.string(), 0, "name them in a veille.yaml and give each an id"};
  }
  if (out.sources.empty())
    return Error{"no_sources", "no site is named", "", 0,
                 "name a site's folder, or a veille.yaml with --config"};
  return out;
}

SourceSummary summary_of(const site::Source& source) {
  SourceSummary out;
  out.id = source.id;
  out.title = source.title;
  out.url = source.url;
  out.language = source.language;
  out.country = source.country;
  out.generator = site::to_string(source.generator);
  out.recognised_by = source.recognised_by;
  out.commit = site::checked_out_commit(source.folder);
  return out;
}

void sort_problems(std::vector<Error>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Error& a, const Error& b) {
    return std::tie(a.where, a.line) < std::tie(b.where, b.line);
  });
}

class TextsOfCache : public write::TextSource {
 public:
  explicit TextsOfCache(const cache::ReadingCache& cache) : texts_(cache) {}
  std::vector<Section> sections(const write::StoredPublication& stored) override {
    return texts_.sections(stored.text);
  }

 private:
  cache::CachedTexts texts_;
};

write::TextSources cached_texts(const cache::ReadingCache& cache) {
  return [&cache] { return std::make_unique<TextsOfCache>(cache); };
}

struct Everything {
  write::SnapshotContent content;
  int skipped = 0;
};

Everything gather_all(const site::Configuration& configuration, const GatherTools& tools,
                      Progress& progress) {
  Everything all;
  all.content.synonyms = configuration.synonyms;
  Manifest& manifest = all.content.manifest;
  for (const auto& source : configuration.sources) {
    Gathered gathered = gather(source, tools, progress);
    manifest.sources.push_back(summary_of(source));
    manifest.sources.back().links = gathered.links;
    manifest.sources.back().links_resolved = gathered.links_resolved;
    all.skipped += gathered.skipped;
    for (std::size_t i = 0; i < gathered.publications.size(); ++i) {
      all.content.publications.push_back(
          {std::move(gathered.publications[i]), std::move(gathered.texts[i])});
    }
    for (auto& problem : gathered.problems) {
      problem.where = problem.where.empty() ? source.id : source.id + "/" + problem.where;
      manifest.problems.push_back(std::move(problem));
    }
  }
  sort_problems(manifest.problems);
  auto& publications = all.content.publications;
  write::sort_for_writing(publications);
  all.content.identities = write::identities_of(publications, tools.threads);
  manifest.id = write::snapshot_id(all.content.identities, manifest.sources, all.content.synonyms);
  return all;
}

/// Publications of sources that are still named, of which too many must not vanish unseen.
Result<bool> check_loss(const write::PreviousSnapshot& previous, const Everything& all,
                        std::size_t removed, unsigned max_percent) {
  const auto& sources = all.content.manifest.sources;
  std::size_t dropped = 0;
  std::size_t before = 0;
  for (const auto& old : previous.manifest.sources) {
    const bool named = std::any_of(sources.begin(), sources.end(),
                                   [&](const auto& source) { return source.id == old.id; });
    const auto held = static_cast<std::size_t>(old.posts + old.pages + old.reports);
    (named ? before : dropped) += held;
  }
  const std::size_t lost = removed - std::min(removed, dropped);
  if (lost * 100 <= before * max_percent) return true;
  return Error{
      "too_many_lost",
      std::to_string(lost) + " of " + std::to_string(before) +
          " publications would be lost; nothing was published",
      "", 0, "see whether the sites are complete; if they are meant to be so, say --max-loss 100"};
}

class Build {
 public:
  Build(const BuildOptions& options, site::Configuration configuration, write::IndexDirectory index,
        Progress& progress)
      : options_(options),
        configuration_(std::move(configuration)),
        index_(std::move(index)),
        progress_(progress),
        threads_(options.threads > 0 ? options.threads
                                     : std::max(1U, std::thread::hardware_concurrency())) {}

  /// Once more from the start where the cache turns out to be damaged: it is only a cache.
  Result<BuildSummary> run() {
    try {
      return attempt();
    } catch (const cache::DamagedCache&) {
      clear_cache();
      return attempt();
    }
  }

 private:
  Result<BuildSummary> attempt() {
    if (options_.anew) clear_cache();
    cache::ReadingCache readings(index_.cache_folder());
    Everything all = gather_everything(readings);
    all.content.part_publications = options_.part_publications;
    auto summary = publish(all, readings);
    if (!summary) return summary;
    summary->skipped = all.skipped;
    summary->problems = std::move(all.content.manifest.problems);
    if (const char* address = std::getenv(fetch::kTestAddressVariable); address && options_.fetch)
      summary->notices.push_back(std::string("for tests: everything is fetched from ") + address +
                                 ", as " + fetch::kTestAddressVariable + " says");
    summary->confinement = documents_.confinement();
    return summary;
  }

  /// All but what was fetched, which no site's folder gives back.
  void clear_cache() const {
    for (const auto& entry : fs::directory_iterator(index_.cache_folder())) {
      if (entry.path().filename() != kFetchedFolder) fs::remove_all(entry.path());
    }
  }

  Everything gather_everything(cache::ReadingCache& readings) {
    const cache::ExtractionCache extractions(index_.cache_folder());
    enrich::TagAliases aliases;
    for (const auto& [name, others] : configuration_.aliases) {
      for (const auto& other : others) aliases.add(name, other);
    }
    const Forgotten forgotten(forgotten_files(options_.index, options_.config));
    const fetch::Fetcher fetcher(index_.cache_folder() / kFetchedFolder, configuration_.fetch_hosts,
                                 configuration_.fetch_contact);
    const GatherTools tools{
        documents_,     extractions, readings,       countries_, aliases,
        forgotten,      fetcher,     options_.fetch, threads_,   utc_now().substr(0, 10),
        program_stamp()};
    std::vector<std::string> keys;
    for (const auto& source : configuration_.sources) {
      for (auto& key : reading_keys(source)) keys.push_back(std::move(key));
    }
    readings.keep_sources(keys);
    return gather_all(configuration_, tools, progress_);
  }

  /// Publishes what was gathered, unless the current snapshot holds just that.
  Result<BuildSummary> publish(const Everything& all, const cache::ReadingCache& readings) {
    const auto previous = write::read_previous(options_.index);
    const std::string& id = all.content.manifest.id;
    BuildSummary summary;
    if (previous && previous->manifest.id == id && !options_.anew) {
      summary.changed = false;
      summary.manifest = previous->manifest;
      index_.record_checked(id, utc_now());
      return summary;
    }
    if (index_.turned_away().contains(id) && !options_.anew) return turned_away(id);
    if (previous) {
      const auto differs = write::difference(previous->identities, all.content.identities);
      summary.added = differs.added;
      summary.updated = differs.changed;
      summary.removed = differs.removed;
      const auto kept = check_loss(*previous, all, differs.removed, options_.max_loss_percent);
      if (!kept) return kept.error();
    } else {
      summary.added = all.content.publications.size();
    }
    const auto* base = previous && !options_.anew ? &*previous : nullptr;
    index_.publish(id, options_.kept, [&](const fs::path& folder) {
      progress_.begin("writing", all.content.publications.size());
      summary.manifest =
          write::write_snapshot(all.content, base, folder, cached_texts(readings), threads_,
                                [&](std::size_t done) { progress_.set(done); });
    });
    index_.want_all_again();
    progress_.end();
    return summary;
  }

  Error turned_away(const std::string& id) const {
    return {"snapshot_turned_away",
            "the sites give snapshot " + id + ", which was rolled back; nothing was published",
            options_.index.string(), 0, "mend the sites, or publish it all the same with --anew"};
  }

  const BuildOptions& options_;
  const site::Configuration configuration_;
  write::IndexDirectory index_;
  Progress& progress_;
  const unsigned threads_;
  const read::DocumentReader documents_;
  const enrich::CountryFinder countries_;
};

}  // namespace

Result<BuildSummary> build(const BuildOptions& options, Progress& progress) {
  const auto began = std::chrono::steady_clock::now();
  auto configuration = configuration_of(options);
  if (!configuration) return configuration.error();
  auto index = write::IndexDirectory::open(options.index);
  if (!index) return index.error();
  Build build(options, std::move(*configuration), std::move(*index), progress);
  auto summary = build.run();
  progress.end();
  if (summary) {
    summary->seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  }
  return summary;
}

}  // namespace veille
