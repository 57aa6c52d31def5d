#include "indexer/gather.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "indexer/enrich/duplicates.h"
#include "indexer/enrich/linked_elsewhere.h"
#include "indexer/enrich/report_links.h"
#include "indexer/enrich/site_links.h"
#include "indexer/enrich/works.h"
#include "indexer/progress.h"
#include "indexer/publication_reader.h"
#include "indexer/readings.h"
#include "indexer/site/files.h"
#include "indexer/site/source_digest.h"
#include "veille/beside.h"
#include "veille/sha256.h"

namespace veille {
namespace {

using cache::Reading;

constexpr const char* kTexts = "texts";
constexpr const char* kDocuments = "documents";
constexpr const char* kFetched = "fetched documents";

std::string reading_key(const site::Source& source, const std::string& what) {
  return source.id + " " + what;
}

/// The work on one source, step by step; what a step finds lies in the members for the next.
class Gathering {
 public:
  Gathering(const site::Source& source, const GatherTools& tools, Progress& progress)
      : source_(source),
        tools_(tools),
        progress_(progress),
        reader_(source, {tools.documents, tools.extractions, tools.countries, tools.today}),
        folder_(source.folder) {
    // Neither needs the other, and with many files each takes a while.
    auto kept = beside([this] { return load(plan(kTexts)); });
    files_ = site::list_files(source);
    kept_ = kept.get();
    out_.problems = source.problems;
    for (const auto& problem : files_.problems) {
      site::may_hide_texts(problem) ? skip(problem) : out_.problems.push_back(problem);
    }
  }

  Gathered run() {
    take_posts(read_posts());
    join_duplicates();
    const enrich::ReportLinks links(source_, files_.others);
    follow_links(links);
    // What nothing links to is published as well, but not what belongs to a text that is not.
    for (auto& path : links.documents()) {
      if (!is_held_back(path)) linked_from_[std::move(path)];
    }
    for (auto& reading : read_reports(links)) {
      const std::string path = reading.path;
      take_report(std::move(reading), links.url(path), linked_from_[path]);
    }
    take_fetched(links);
    count_links();
    enrich::inherit_from_posts(out_.publications);
    for (auto& problem : enrich::group_works(out_.publications))
      out_.problems.push_back(std::move(problem));
    return std::move(out_);
  }

 private:
  ReadingPlan plan(const std::string& what) const {
    return {reading_key(source_, what),
            sha256(tools_.program + site::source_digest(source_)),
            tools_.today,
            "reading " + what + " of " + source_.id,
            tools_.threads,
            {}};
  }

  std::vector<Reading> load(const ReadingPlan& how) const {
    return tools_.readings.load(how.key, how.digest);
  }

  /// What is known by its id is not even read, so that nothing of it stays in the cache.
  bool is_forgotten(const std::string& path) const {
    return !tools_.forgotten.empty() && tools_.forgotten.holds_id(publication_id(source_.id, path));
  }

  std::vector<Reading> read_posts() {
    std::vector<FileToRead> due;
    for (const auto& file : files_.texts) {
      if (!is_forgotten(file.path)) due.push_back({file.path, file.stamp});
    }
    ReadingPlan how = plan(kTexts);
    how.read = [&](const FileToRead& file, const std::string& bytes) {
      const auto listed = std::lower_bound(files_.texts.begin(), files_.texts.end(), file.path,
                                           [](const auto& f, const auto& p) { return f.path < p; });
      return reader_.read_post(*listed, bytes);
    };
    return read_files(folder_, due, how, std::move(kept_), tools_.readings, progress_);
  }

  /// A text that is not published holds back the files of its bundle.
  void hold_back(const std::string& path) {
    const auto slash = path.rfind('/') + 1;  // 0 when there is none
    if (slash > 0 && path.compare(slash, 6, "index.") == 0)
      held_back_.push_back(path.substr(0, slash));
  }

  bool is_held_back(const std::string& path) const {
    return std::any_of(held_back_.begin(), held_back_.end(),
                       [&](const std::string& folder) { return path.starts_with(folder); });
  }

  void skip(Error problem) {
    out_.problems.push_back(std::move(problem));
    ++out_.skipped;
  }

  void add(Publication publication, cache::TextReference text, std::vector<read::Link> links) {
    tools_.aliases.apply(publication.tags);
    out_.publications.push_back(std::move(publication));
    out_.texts.push_back(std::move(text));
    links_.push_back(std::move(links));
  }

  void take_posts(std::vector<Reading> readings) {
    std::unordered_set<std::string> ids;
    for (auto& reading : readings) {
      if (reading.failure) skip(std::move(*reading.failure));
      if (reading.is_copied) files_.others.push_back(reading.path);
      if (!reading.published) hold_back(reading.path);
      if (!reading.published || tools_.forgotten.holds(reading.publication, reading.text)) continue;
      for (auto& problem : reading.problems) out_.problems.push_back(std::move(problem));
      if (!ids.insert(reading.publication.id).second) {
        skip({"path_ambiguous", "another file has the same path in another Unicode form",
              reading.publication.path, 0, "rename one of the two"});
        continue;
      }
      add(std::move(reading.publication), std::move(reading.text), std::move(reading.links));
    }
  }

  void join_duplicates() {
    std::vector<enrich::TextIdentity> texts;
    texts.reserve(out_.texts.size());
    for (const auto& text : out_.texts) texts.push_back({text.bytes, text.sha256});
    const auto stands_for = enrich::join_duplicates(out_.publications, texts);
    for (std::size_t i = 0; i < stands_for.size(); ++i) {
      if (stands_for[i] == i) continue;
      auto& links = links_[stands_for[i]];
      links.insert(links.end(), links_[i].begin(), links_[i].end());
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < stands_for.size(); ++i) {
      if (stands_for[i] != i) continue;
      if (kept != i) {
        out_.publications[kept] = std::move(out_.publications[i]);
        out_.texts[kept] = std::move(out_.texts[i]);
        links_[kept] = std::move(links_[i]);
      }
      ++kept;
    }
    out_.publications.resize(kept);
    out_.texts.resize(kept);
    links_.resize(kept);
  }

  void follow_links(const enrich::ReportLinks& links) {
    for (std::size_t i = 0; i < out_.publications.size(); ++i) {
      const Publication& p = out_.publications[i];
      std::set<std::string> missing;
      for (const auto& link : links_[i]) {
        const auto target = links.resolve(p, link);
        if (target.type == enrich::LinkTarget::Type::report) {
          linked_from_[target.path].insert(p.id);
        } else if (target.type == enrich::LinkTarget::Type::missing &&
                   missing.insert(target.path).second) {
          out_.problems.push_back({"report_missing",
                                   "it links to " + link.target + ", which is not in the site",
                                   p.path, link.line, "add the file or mend the link"});
        }
      }
    }
  }

  void count_links() {
    const bool none =
        std::all_of(links_.begin(), links_.end(), [](const auto& l) { return l.empty(); });
    if (none) return;
    const enrich::SiteLinks links(source_, out_.publications);
    for (std::size_t i = 0; i < out_.publications.size(); ++i) {
      for (const auto& link : links_[i]) {
        const auto target = links.resolve(out_.publications[i], link);
        out_.links += target != enrich::SiteLinks::Target::elsewhere;
        out_.links_resolved += target == enrich::SiteLinks::Target::publication;
      }
    }
  }

  std::vector<Reading> read_reports(const enrich::ReportLinks& links) {
    std::vector<FileToRead> due;
    for (const auto& [path, ids] : linked_from_) {
      if (!is_forgotten(path)) due.push_back({path, folder_.stamp(path)});
    }
    ReadingPlan how = plan(kDocuments);
    how.read = [&](const FileToRead& file, const std::string& bytes) {
      return reader_.read_report(bytes, file.path, links.url(file.path));
    };
    return read_files(folder_, due, how, load(how), tools_.readings, progress_);
  }

  /// Reports with the same bytes are one, with several addresses.
  void take_report(Reading reading, const std::string& url, const std::set<std::string>& from) {
    if (reading.failure) return skip(std::move(*reading.failure));
    if (tools_.forgotten.holds(reading.publication, reading.text)) return;
    for (auto& problem : reading.problems) out_.problems.push_back(std::move(problem));
    const auto [same, added] =
        report_by_content_.emplace(reading.content_sha256, out_.publications.size());
    if (added) {
      add(std::move(reading.publication), std::move(reading.text), {});
    } else {
      enrich::add_address(out_.publications[same->second], url);
    }
    auto& all = out_.publications[same->second].linked_from;
    std::set<std::string> ids(all.begin(), all.end());
    ids.insert(from.begin(), from.end());
    all.assign(ids.begin(), ids.end());
  }

  void fetch(const enrich::Elsewhere& wanted) {
    std::vector<std::string> urls;
    for (const auto& [url, linked] : wanted) urls.push_back(url);
    progress_.begin("fetching for " + source_.id, 0);
    for (auto& [url, problem] : tools_.fetcher.fetch(urls)) {
      const auto found = wanted.find(url);
      if (found == wanted.end()) continue;
      problem.what = url + ": " + problem.what;
      problem.where = found->second.path;
      problem.line = found->second.line;
      out_.problems.push_back(std::move(problem));
    }
  }

  void take_fetched(const enrich::ReportLinks& links) {
    const auto wanted =
        enrich::linked_elsewhere(out_.publications, links_, links, [this](const std::string& url) {
          return tools_.fetcher.is_allowed(url) && !is_forgotten(url);
        });
    if (tools_.fetch) fetch(wanted);
    std::map<std::string, std::string> url_of;  // by the name of the body's file
    for (const auto& [url, linked] : wanted) {
      if (tools_.fetcher.store().find(url)) url_of[fetch::Store::body_name(url)] = url;
    }
    if (url_of.empty()) return;
    const site::Folder folder(tools_.fetcher.store().folder());
    std::vector<FileToRead> due;
    for (const auto& [name, url] : url_of) due.push_back({name, folder.stamp(name)});
    ReadingPlan how = plan(kFetched);
    how.read = [&](const FileToRead& file, const std::string& bytes) {
      const std::string& url = url_of.at(file.path);
      return reader_.read_report(bytes, url, url);
    };
    for (auto& reading : read_files(folder, due, how, load(how), tools_.readings, progress_)) {
      const std::string& url = url_of.at(reading.path);
      take_report(std::move(reading), url, wanted.at(url).ids);
    }
  }

  const site::Source& source_;
  const GatherTools& tools_;
  Progress& progress_;
  const PublicationReader reader_;
  const site::Folder folder_;
  site::FileList files_;
  std::vector<Reading> kept_;                   // of the texts, by earlier builds
  std::vector<std::vector<read::Link>> links_;  // of the publication with the same index
  std::vector<std::string> held_back_;          // folders, with '/' at their ends
  std::map<std::string, std::set<std::string>>
      linked_from_;                                       // path of a report -> ids of its posts
  std::map<std::string, std::size_t> report_by_content_;  // -> index in publications
  Gathered out_;
};

}  // namespace

std::vector<std::string> reading_keys(const site::Source& source) {
  return {reading_key(source, kTexts), reading_key(source, kDocuments),
          reading_key(source, kFetched)};
}

Gathered gather(const site::Source& source, const GatherTools& tools, Progress& progress) {
  return Gathering(source, tools, progress).run();
}

}  // namespace veille
