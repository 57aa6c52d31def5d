#include "indexer/write/snapshot_writer.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "indexer/parallel.h"
#include "indexer/write/disk.h"
#include "indexer/write/part_plan.h"
#include "indexer/write/part_writer.h"
#include "indexer/write/snapshot_check.h"
#include "indexer/write/word_counts.h"
#include "veille/analysis.h"
#include "veille/schema.h"
#include "veille/sha256.h"
#include "veille/stem_list.h"
#include "veille/utc.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Of the spellings of one key the most frequent, then the first in order.
class Spellings {
 public:
  void add(const std::vector<std::string>& names) {
    for (const auto& name : names) ++counts_[name];
  }
  json most_frequent() const {
    std::map<std::string, std::pair<int, std::string>> best;
    for (const auto& [name, count] : counts_) {
      auto& [most, spelling] = best[vocabulary_key(name)];
      if (count > most || (count == most && name < spelling)) {
        most = count;
        spelling = name;
      }
    }
    json out = json::object();
    for (const auto& [key, spelling] : best) out[key] = spelling.second;
    return out;
  }

 private:
  std::unordered_map<std::string, int> counts_;
};

void write_labels(const std::vector<StoredPublication>& publications, const fs::path& file) {
  Spellings tags;
  Spellings authors;
  for (const auto& stored : publications) {
    tags.add(stored.publication.tags);
    authors.add(stored.publication.authors);
  }
  const json out = {{"tag", tags.most_frequent()}, {"author", authors.most_frequent()}};
  write_file(file, out.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

/// Publications come sorted by work, and a work's members are of one source.
void count(const std::vector<StoredPublication>& publications, Manifest& manifest) {
  std::map<std::string, SourceSummary*> by_id;
  for (auto& source : manifest.sources) by_id[source.id] = &source;
  const std::string* last = nullptr;
  for (const auto& [p, text] : publications) {
    SourceSummary& source = *by_id.at(p.source);
    source.posts += p.kind == Kind::post;
    source.pages += p.kind == Kind::page;
    source.reports += p.kind == Kind::report;
    const bool new_work = last == nullptr || *last != p.work;
    source.works += new_work;
    manifest.works += new_work;
    manifest.newest_date = std::max(manifest.newest_date, p.date);
    last = &p.work;
  }
  manifest.publications = static_cast<int>(publications.size());
}

/// The work on one snapshot.
class Writing {
 public:
  Writing(const SnapshotContent& content, const PreviousSnapshot* previous, fs::path folder,
          const TextSources& texts, unsigned threads)
      : content_(content),
        previous_(previous),
        folder_(std::move(folder)),
        texts_(texts),
        threads_(threads),
        manifest_(content.manifest) {}

  Manifest run(const Written& written) {
    manifest_.schema_version = kSchemaVersion;
    manifest_.analyser_version = kAnalyserVersion;
    manifest_.program_version = VEILLE_VERSION;
    manifest_.built_at = utc_now();
    count(content_.publications, manifest_);
    manifest_.parts = parts_for(content_, previous_);
    plans_ = plan_parts(content_, previous_, manifest_.parts);
    for (std::size_t i = 0; i < plans_.size(); ++i) prepare(i);
    write_segments(written);
    parallel_for(plans_.size(), threads_, [&](std::size_t i) { finish(i); });
    fs::remove_all(scratch_folder());
    write_words();
    write_labels(content_.publications, folder_ / "labels.json");
    write_file(folder_ / kSynonymsFile, synonyms_json(content_.synonyms));
    write_identities(content_.identities, folder_ / "identities");
    list_files();
    check_snapshot(folder_, manifest_, asked());
    const std::string manifest = manifest_json(manifest_);
    write_file(folder_ / kManifestFile, manifest);
    write_file(folder_ / kManifestSumFile, manifest_sum(manifest));
    sync();
    return manifest_;
  }

 private:
  fs::path scratch_folder() const { return folder_ / "segments"; }
  fs::path part(std::size_t i) const { return folder_ / part_name(static_cast<int>(i)); }
  fs::path previous_part(std::size_t i) const {
    return previous_->folder / part_name(static_cast<int>(i));
  }

  struct Piece {
    std::size_t part;
    Segment segment;
    fs::path folder;
  };

  void prepare(std::size_t i) {
    PartPlan& plan = plans_[i];
    fs::create_directories(part(i) / "xapian");
    if (plan.how == PartPlan::How::change && is_worn(previous_part(i)))
      plan.how = PartPlan::How::write;
    if (plan.how == PartPlan::How::link) {
      for (const auto& name : files_below(previous_part(i)))
        fs::create_hard_link(previous_part(i) / name, part(i) / name);
    }
    if (plan.how != PartPlan::How::write) return;
    fs::remove(part(i) / "xapian");
    for (const auto& segment : segments_of(plan.publications, 2 * threads_)) {
      pieces_.push_back({i, segment, scratch_folder() / std::to_string(pieces_.size())});
      total_ += segment.publications.size();
    }
  }

  void write_segments(const Written& written) {
    fs::create_directories(scratch_folder());
    std::mutex mutex;
    std::size_t done = content_.publications.size() - total_;
    parallel_for(pieces_.size(), threads_, [&](std::size_t i) {
      const Piece& piece = pieces_[i];
      write_segment(piece.segment, texts_, piece.folder, part(piece.part) / "texts");
      const std::lock_guard lock(mutex);
      written(done += piece.segment.publications.size());
    });
  }

  void finish(std::size_t i) {
    const PartPlan& plan = plans_[i];
    if (plan.how == PartPlan::How::link) return;
    if (plan.how == PartPlan::How::change) {
      for (const auto& name : files_below(previous_part(i)))
        write::copy_file(previous_part(i) / name, part(i) / name);
      change_part(part(i), {plan.removed, plan.added}, texts_);
    } else {
      std::vector<fs::path> segments;
      for (const auto& piece : pieces_) {
        if (piece.part == i) segments.push_back(piece.folder);
      }
      join_segments(segments, part(i));
    }
    write::check_part(part(i), plan.publications.size());
  }

  /// The words of all parts. With few parts changed, the table before less what these held and with
  /// what they hold now.
  void write_words() {
    std::vector<fs::path> added;
    std::vector<fs::path> taken;
    std::vector<fs::path> every;
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      every.push_back(part(i) / kWordsFile);
      if (plans_[i].how == PartPlan::How::link) continue;
      added.push_back(every.back());
      if (previous_ != nullptr) taken.push_back(previous_part(i) / kWordsFile);
    }
    const bool few = previous_ != nullptr && 2 * added.size() < plans_.size() &&
                     previous_->manifest.parts == manifest_.parts;
    if (few) added.push_back(previous_->folder / kWordsFile);
    merge_word_tables(few ? added : every, few ? taken : std::vector<fs::path>(),
                      folder_ / kWordsFile);
    write_file(folder_ / kStemsFile,
               stem_list_bytes(make_stem_list(folder_ / kWordsFile, threads_)));
  }

  /// Publications from all over the snapshot, and of those that are new to a changed part.
  std::vector<const StoredPublication*> asked() const {
    constexpr std::size_t kAsked = 24;
    std::vector<const StoredPublication*> out;
    const auto& all = content_.publications;
    const std::size_t step = std::max<std::size_t>(1, all.size() / kAsked);
    for (std::size_t i = 0; i < all.size(); i += step) out.push_back(&all[i]);
    for (const auto& plan : plans_)
      out.insert(
          out.end(), plan.added.begin(),
          plan.added.begin() + static_cast<std::ptrdiff_t>(std::min(kAsked, plan.added.size())));
    return out;
  }

  /// Names, sizes and checksums; those of linked files are known.
  void list_files() {
    std::map<std::string, const SnapshotFile*> known;
    for (std::size_t i = 0; previous_ != nullptr && i < plans_.size(); ++i) {
      if (plans_[i].how != PartPlan::How::link) continue;
      for (const auto& file : previous_->manifest.files) {
        if (file.name.starts_with(part_name(static_cast<int>(i)) + "/")) known[file.name] = &file;
      }
    }
    for (const auto& name : files_below(folder_)) {
      const auto found = known.find(name);
      const bool is_new = found == known.end();
      manifest_.files.push_back(is_new ? SnapshotFile{name, fs::file_size(folder_ / name), ""}
                                       : *found->second);
      if (is_new) new_files_.push_back(manifest_.files.size() - 1);
    }
    parallel_for(new_files_.size(), threads_, [&](std::size_t i) {
      SnapshotFile& file = manifest_.files[new_files_[i]];
      file.sha256 = sha256_file_hex(folder_ / file.name);
    });
  }

  void sync() {
    parallel_for(new_files_.size(), threads_, [&](std::size_t i) {
      sync_to_disk(folder_ / manifest_.files[new_files_[i]].name);
    });
    sync_to_disk(folder_ / kManifestFile);
    sync_to_disk(folder_ / kManifestSumFile);
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      sync_to_disk(part(i) / "xapian");
      sync_to_disk(part(i));
    }
    sync_to_disk(folder_ / "parts");
    sync_to_disk(folder_);
  }

  const SnapshotContent& content_;
  const PreviousSnapshot* previous_;
  const fs::path folder_;
  const TextSources& texts_;
  const unsigned threads_;
  Manifest manifest_;
  std::vector<PartPlan> plans_;
  std::vector<Piece> pieces_;
  std::size_t total_ = 0;               // documents in pieces
  std::vector<std::size_t> new_files_;  // indexes in manifest_.files
};

}  // namespace

std::optional<PreviousSnapshot> read_previous(const fs::path& index) {
  const auto folder = current_snapshot(index);
  if (!folder) return std::nullopt;
  auto manifest = read_manifest(*folder);
  if (!manifest) return std::nullopt;
  auto identities = read_identities(*folder / "identities");
  if (!identities || static_cast<int>(identities->size()) != manifest->publications)
    return std::nullopt;
  for (const auto& file : manifest->files) {
    std::error_code failure;
    if (fs::file_size(*folder / file.name, failure) != file.bytes || failure) return std::nullopt;
  }
  return PreviousSnapshot{*folder, std::move(*manifest), std::move(*identities)};
}

Manifest write_snapshot(const SnapshotContent& content, const PreviousSnapshot* previous,
                        const fs::path& folder, const TextSources& texts, unsigned threads,
                        const Written& written) {
  return Writing(content, previous, folder, texts, threads).run(written);
}

}  // namespace veille::write
