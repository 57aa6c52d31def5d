#include "indexer/forget.h"

#include <algorithm>
#include <map>
#include <set>

#include "indexer/cache/forget.h"
#include "indexer/forgotten.h"
#include "indexer/write/disk.h"
#include "indexer/write/index_directory.h"
#include "indexer/write/published.h"
#include "indexer/write/snapshot_writer.h"
#include "veille/identity.h"
#include "veille/utc.h"

namespace veille {
namespace {

namespace fs = std::filesystem;
using write::StoredPublication;

/// The snapshot as it is, and what it becomes.
class Forgetting {
 public:
  explicit Forgetting(write::PreviousSnapshot previous) : previous_(std::move(previous)) {}

  Result<bool> read() {
    return write::for_each_record(previous_.folder, previous_.manifest, [&](Record r, int part) {
      cache::TextReference text;
      for (std::size_t i = kFirstTextSection; i < r.sections.size(); ++i)
        text.bytes += r.sections[i].bytes;
      places_[r.publication.id] = {part, std::move(r.sections)};
      all_.push_back({std::move(r.publication), text});
    });
  }

  /// Errors: publication_unknown.
  Result<bool> take(const std::string& name) {
    const auto is_named = [&](const Publication& p) { return p.id == name || p.url == name; };
    const auto has_address = [&](const Publication& p) {
      return std::find(p.other_urls.begin(), p.other_urls.end(), name) != p.other_urls.end();
    };
    // Further addresses are what texts claim: they must not stand before the publication itself.
    if (take_where(is_named) || take_where(has_address)) return true;
    return Error{"publication_unknown",
                 "no publication of the current snapshot has this id or address", name, 0,
                 "look it up with veille-indexer export"};
  }

  /// Whether nothing of what was named is there any more.
  bool is_done() const { return gone_.empty(); }

  void take_reports_that_nothing_links_to() {
    for (auto& [p, text] : all_) {
      if (p.linked_from.empty()) continue;
      if (std::erase_if(p.linked_from, [&](const auto& id) { return gone_.contains(id); }) == 0)
        continue;
      (p.linked_from.empty() ? gone_ : altered_).insert(p.id);
    }
  }

  /// The content of the new snapshot; what is gone comes in `taken`.
  write::SnapshotContent content(std::vector<StoredPublication>& taken) {
    write::SnapshotContent out;
    const auto source = texts()();
    for (auto& stored : all_) {
      if (gone_.contains(stored.publication.id)) {
        stored.text.sha256 = text_sha256(source->sections(stored));
        taken.push_back(std::move(stored));
      } else {
        out.publications.push_back(std::move(stored));
      }
    }
    find_shared(taken, out.publications);
    write::sort_for_writing(out.publications);
    out.identities = identities(out.publications);
    out.manifest = previous_.manifest;
    out.manifest.works = 0;
    out.manifest.newest_date.clear();
    out.manifest.files.clear();
    for (auto& of : out.manifest.sources) of.posts = of.pages = of.reports = of.works = 0;
    out.synonyms = read_synonyms(previous_.folder / kSynonymsFile);
    out.manifest.id = write::snapshot_id(out.identities, out.manifest.sources, out.synonyms);
    // A changed copy would keep the text that was taken down.
    out.write_changed_anew = true;
    return out;
  }

  const write::PreviousSnapshot& previous() const { return previous_; }
  write::TextSources texts() const { return write::texts_of_snapshot(previous_.folder, places_); }

  /// The names of a publication that is gone which one of another source has, too, and keeps.
  std::set<std::string> shared_names(const StoredPublication& gone) const {
    std::set<std::string> out;
    for (const auto& name : forgotten_names(gone.publication, gone.text)) {
      const auto found = staying_.find(name);
      if (found == staying_.end()) continue;
      const std::string& own = gone.publication.source;
      if (std::any_of(found->second.begin(), found->second.end(),
                      [&](const auto& source) { return source != own; }))
        out.insert(name);
    }
    return out;
  }

 private:
  template <class Condition>
  bool take_where(const Condition& condition) {
    bool found = false;
    for (const auto& [publication, text] : all_) {
      if (!condition(publication)) continue;
      gone_.insert(publication.id);
      found = true;
    }
    return found;
  }

  /// Of those that stay, only texts as long as one that is gone are read.
  void find_shared(const std::vector<StoredPublication>& taken,
                   const std::vector<StoredPublication>& stay) {
    std::set<std::string> names;
    std::set<std::uint64_t> lengths;
    for (const auto& [publication, text] : taken) {
      for (auto& name : forgotten_names(publication, text)) names.insert(std::move(name));
      lengths.insert(text.bytes);
    }
    const auto source = texts()();
    for (const auto& stored : stay) {
      cache::TextReference text = stored.text;
      if (lengths.contains(text.bytes)) text.sha256 = text_sha256(source->sections(stored));
      for (const auto& name : forgotten_names(stored.publication, text)) {
        if (names.contains(name)) staying_[name].insert(stored.publication.source);
      }
    }
  }

  /// Those of the old snapshot, but for the reports that have lost a link.
  std::vector<write::Identity> identities(std::vector<StoredPublication>& publications) const {
    std::vector<StoredPublication> altered;
    const auto source = texts()();
    for (auto& stored : publications) {
      if (!altered_.contains(stored.publication.id)) continue;
      stored.text.sha256 = text_sha256(source->sections(stored));
      altered.push_back(stored);
    }
    auto out = write::identities_of(altered, 1);
    for (const auto& identity : previous_.identities) {
      const std::string id = write::unpacked(identity.id);
      if (!gone_.contains(id) && !altered_.contains(id)) out.push_back(identity);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  const write::PreviousSnapshot previous_;
  std::vector<StoredPublication> all_;
  write::PlacedTexts places_;
  std::set<std::string> gone_;  // those named, and the reports that nothing else links to
  std::set<std::string> altered_;
  std::map<std::string, std::set<std::string>> staying_;  // name of what is gone -> sources with it
};

Result<write::PreviousSnapshot> current_of(const fs::path& index) {
  const auto folder = current_snapshot(index);
  if (!folder) return folder.error();
  const auto manifest = read_manifest(*folder);
  if (!manifest) return manifest.error();
  auto previous = write::read_previous(index);
  if (previous) return std::move(*previous);
  return Error{"snapshot_damaged", "the current snapshot is damaged", folder->string(), 0,
               "build the index anew with veille-indexer build --anew"};
}

/// Names what is to be taken down; a name in the list that is in no snapshot any more is done.
Result<bool> take_all(const ForgetOptions& options, Forgetting& work) {
  const Forgotten earlier(forgotten_files(options.index, options.config));
  for (const auto& name : options.names) {
    const auto taken = work.take(name);
    if (!taken && !earlier.holds_id(name)) return taken.error();
  }
  return true;
}

/// The lists and the cache first, the snapshot last: whoever is interrupted and says it again finds
/// the publication, or what is left to be done.
Taken take_down(const ForgetOptions& options, Forgetting& work, write::IndexDirectory& index) {
  std::vector<StoredPublication> taken;
  const auto content = work.content(taken);
  const auto file = forgotten_files(options.index, options.config).back();
  Taken out;
  for (const auto& stored : taken) {
    // Reports that nothing links to any more, too: their files are in the site and would come back.
    add_forgotten(file, stored.publication, stored.text, utc_now().substr(0, 10),
                  work.shared_names(stored));
    out.publications.push_back(stored.publication);
  }
  cache::forget_publications(index.cache_folder(), out.publications);
  out.snapshot = content.manifest.id;
  index.publish(out.snapshot, 1, [&](const fs::path& folder) {
    write::write_snapshot(content, &work.previous(), folder, work.texts(), 1, [](std::size_t) {});
  });
  index.remove_others();
  return out;
}

}  // namespace

Result<Taken> forget(const ForgetOptions& options) {
  const auto current = current_snapshot(options.index);
  if (!current) return current.error();
  auto index = write::IndexDirectory::open(options.index);
  if (!index) return index.error();
  auto previous = current_of(options.index);
  if (!previous) return previous.error();
  Forgetting work(std::move(*previous));
  if (const auto read = work.read(); !read) return read.error();
  if (const auto taken = take_all(options, work); !taken) return taken.error();
  if (work.is_done()) {
    index->remove_others();
    return Taken{work.previous().manifest.id, {}};
  }
  work.take_reports_that_nothing_links_to();
  return take_down(options, work, *index);
}

}  // namespace veille
