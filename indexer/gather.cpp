#include "indexer/gather.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "indexer/enrich/language.h"
#include "indexer/enrich/report.h"
#include "indexer/enrich/report_links.h"
#include "indexer/enrich/works.h"
#include "indexer/parallel.h"
#include "indexer/progress.h"
#include "indexer/site/files.h"
#include "indexer/site/post.h"
#include "veille/snapshot.h"

namespace veille {
namespace {

/// The work on one source, step by step; what a step finds lies in the members for the next.
class Gathering {
 public:
  Gathering(const site::Source& source, const GatherTools& tools, Progress& progress)
      : source_(source), tools_(tools), progress_(progress), files_(site::list_files(source)) {
    out_.problems = files_.problems;
  }

  Gathered run() {
    read_posts();
    const enrich::ReportLinks links(source_, files_.others);
    follow_links(links);
    read_reports(links);
    add_countries();
    enrich::inherit_from_posts(out_.publications);
    for (auto& problem : enrich::group_works(out_.publications))
      out_.problems.push_back(std::move(problem));
    return std::move(out_);
  }

 private:
  struct ReadText {
    std::optional<site::Post> post;
    std::optional<Error> failure;
  };

  ReadText read_text(const site::SourceFile& file) const {
    auto bytes = site::read_file(source_, file.path);
    if (!bytes) return {std::nullopt, bytes.error()};
    ReadText out{site::read_post(source_, file, *bytes, tools_.today).post, std::nullopt};
    if (!out.post) return out;
    const Publication& p = out.post->publication;
    const bool empty = std::all_of(p.sections.begin(), p.sections.end(), [](const Section& s) {
      return s.text.empty() && s.heading.empty();
    });
    if (empty && bytes->find_first_not_of(" \t\r\n") == std::string::npos) {
      return {std::nullopt, Error{"text_empty", "the file is empty", file.path, 0,
                                  "write something in it, or remove it"}};
    }
    enrich::decide_language(out.post->publication);
    return out;
  }

  void read_posts() {
    progress_.begin("reading " + source_.id, files_.texts.size());
    std::vector<ReadText> texts(files_.texts.size());
    parallel_for(texts.size(), tools_.threads, [&](std::size_t i) {
      texts[i] = read_text(files_.texts[i]);
      progress_.advance();
    });
    std::set<std::string> ids;
    for (auto& text : texts) {
      if (text.failure) skip(*text.failure);
      if (!text.post) continue;
      auto& post = *text.post;
      out_.problems.insert(out_.problems.end(), post.problems.begin(), post.problems.end());
      if (!ids.insert(post.publication.id).second) {
        skip({"path_ambiguous", "another file has the same path in another Unicode form",
              post.publication.path, 0, "rename one of the two"});
        continue;
      }
      links_.push_back(std::move(post.links));
      out_.publications.push_back(std::move(post.publication));
    }
  }

  void skip(Error problem) {
    out_.problems.push_back(std::move(problem));
    ++out_.skipped;
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

  struct ReadReport {
    std::string path;
    std::string sha256;
    std::optional<Result<read::Extracted>> text;
  };

  ReadReport read_report(const std::string& path) const {
    ReadReport out;
    out.path = path;
    const auto bytes = site::read_file(source_, path);
    if (!bytes) {
      out.text = bytes.error();
      return out;
    }
    out.sha256 = sha256_hex(*bytes);
    out.text = tools_.cache.get(out.sha256, read::DocumentReader::kVersion,
                                [&] { return tools_.documents.read(*bytes, path); });
    return out;
  }

  void read_reports(const enrich::ReportLinks& links) {
    std::vector<std::string> paths;
    for (const auto& [path, ids] : linked_from_) paths.push_back(path);
    progress_.begin("converting reports of " + source_.id, paths.size());
    std::vector<ReadReport> reports(paths.size());
    parallel_for(paths.size(), tools_.threads, [&](std::size_t i) {
      reports[i] = read_report(paths[i]);
      progress_.advance();
    });
    std::map<std::string, std::size_t> by_bytes;  // -> index in publications
    for (auto& report : reports) add_report(report, links, by_bytes);
  }

  void add_report(ReadReport& report, const enrich::ReportLinks& links,
                  std::map<std::string, std::size_t>& by_bytes) {
    if (!*report.text) {
      Error problem = report.text->error();
      problem.where = report.path;
      return skip(std::move(problem));
    }
    for (auto problem : (*report.text)->problems) {
      problem.where = report.path;
      out_.problems.push_back(std::move(problem));
    }
    const std::string url = links.url(report.path);
    const auto [same, added] = by_bytes.emplace(report.sha256, out_.publications.size());
    if (added) {
      out_.publications.push_back(
          enrich::make_report(source_.id, report.path, url, std::move(**report.text)));
      enrich::decide_language(out_.publications.back());
    } else {
      out_.publications[same->second].other_urls.push_back(url);
    }
    auto& from = out_.publications[same->second].linked_from;
    std::set<std::string> all(from.begin(), from.end());
    all.insert(linked_from_[report.path].begin(), linked_from_[report.path].end());
    from.assign(all.begin(), all.end());
  }

  void add_countries() {
    parallel_for(out_.publications.size(), tools_.threads, [&](std::size_t i) {
      out_.publications[i].countries = tools_.countries.find(out_.publications[i], source_.country);
    });
  }

  const site::Source& source_;
  const GatherTools& tools_;
  Progress& progress_;
  site::FileList files_;
  std::vector<std::vector<read::Link>> links_;  // of the publication with the same index
  std::map<std::string, std::set<std::string>>
      linked_from_;  // path of a report -> ids of its posts
  Gathered out_;
};

}  // namespace

Gathered gather(const site::Source& source, const GatherTools& tools, Progress& progress) {
  return Gathering(source, tools, progress).run();
}

}  // namespace veille
