#include "indexer/readings.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <optional>
#include <utility>

#include "indexer/parallel.h"
#include "indexer/progress.h"
#include "veille/beside.h"
#include "veille/sha256.h"

namespace veille {
namespace {

using cache::FreshReading;
using cache::Reading;

/// Bounds what is in memory with its text, and what a kill can cost.
constexpr std::size_t kBatchFiles = 1000;

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

class Readings {
 public:
  Readings(const site::Folder& folder, const std::vector<FileToRead>& files,
           const ReadingPlan& plan, std::vector<Reading> kept, cache::ReadingCache& cache,
           Progress& progress)
      : folder_(folder),
        files_(files),
        plan_(plan),
        cache_(cache),
        progress_(progress),
        kept_(std::move(kept)) {}

  std::vector<Reading> run() {
    out_.resize(files_.size());
    match();
    progress_.begin(plan_.phase, due_.size());
    // While one batch is kept, the next one is read; only the thread that keeps uses the cache.
    std::future<void> kept;
    for (std::size_t begin = 0; begin < due_.size(); begin += kBatchFiles) {
      auto batch = read_batch(begin, std::min(due_.size(), begin + kBatchFiles));
      if (kept.valid()) kept.get();
      kept = beside([this, now = std::move(batch)]() mutable { keep(std::move(now)); });
    }
    if (kept.valid()) kept.get();
    return std::move(out_);
  }

 private:
  struct Due {
    std::size_t file = 0;
    Reading* kept = nullptr;  // of the file as it was; null when it is new
  };

  bool has_day_passed(const Reading& reading) const {
    return !reading.changes_on.empty() && reading.changes_on <= plan_.today;
  }

  /// Both lists are sorted by path: one walk says what is as it was, what is due, and what is gone.
  void match() {
    std::vector<const Reading*> gone;
    std::size_t k = 0;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      for (; k < kept_.size() && kept_[k].path < files_[i].path; ++k) gone.push_back(&kept_[k]);
      Reading* kept = nullptr;
      if (k < kept_.size() && kept_[k].path == files_[i].path) kept = &kept_[k++];
      const bool same = kept != nullptr && kept->stamp != site::FileStamp() &&
                        kept->stamp == files_[i].stamp && !has_day_passed(*kept);
      if (same)
        out_[i] = std::move(*kept);
      else
        due_.push_back({i, kept});
    }
    for (; k < kept_.size(); ++k) gone.push_back(&kept_[k]);
    cache_.remove(gone);
  }

  /// A fresh reading; nothing when the file's content is that of the reading kept.
  std::optional<FreshReading> read(const Due& due) {
    const FileToRead& file = files_[due.file];
    const std::int64_t now = now_ns();
    site::FileStamp stamp;
    const auto bytes = folder_.read(file.path, &stamp);
    if (!bytes) {
      Reading failed;
      failed.path = file.path;
      failed.failure = bytes.error();
      out_[due.file] = std::move(failed);
      return std::nullopt;
    }
    if (site::is_racy(stamp, now)) stamp = {};
    const std::string content = sha256(*bytes);
    if (due.kept != nullptr && due.kept->content_sha256 == content && !has_day_passed(*due.kept)) {
      due.kept->stamp = stamp;
      out_[due.file] = std::move(*due.kept);
      return std::nullopt;
    }
    FreshReading fresh = plan_.read(file, *bytes);
    fresh.reading.path = file.path;
    if (fresh.reading.is_lasting) {
      fresh.reading.stamp = stamp;
      fresh.reading.content_sha256 = content;
    }
    return fresh;
  }

  /// What was read of a run of files: fresh readings with their places, and what is as it was.
  struct Batch {
    std::vector<FreshReading> fresh;
    std::vector<std::size_t> places;
    std::vector<const Reading*> same;
  };

  Batch read_batch(std::size_t begin, std::size_t end) {
    std::vector<std::optional<FreshReading>> read_now(end - begin);
    parallel_for(read_now.size(), plan_.threads, [&](std::size_t i) {
      read_now[i] = read(due_[begin + i]);
      progress_.advance();
    });
    Batch batch;
    for (std::size_t i = 0; i < read_now.size(); ++i) {
      const std::size_t file = due_[begin + i].file;
      if (read_now[i]) {
        batch.fresh.push_back(std::move(*read_now[i]));
        batch.places.push_back(file);
      } else if (out_[file].text.row != 0) {
        batch.same.push_back(&out_[file]);
      }
    }
    return batch;
  }

  void keep(Batch batch) {
    cache_.restamp(batch.same);
    if (!batch.fresh.empty()) cache_.store(plan_.key, batch.fresh);
    for (std::size_t i = 0; i < batch.fresh.size(); ++i)
      out_[batch.places[i]] = std::move(batch.fresh[i].reading);
  }

  const site::Folder& folder_;
  const std::vector<FileToRead>& files_;
  const ReadingPlan& plan_;
  cache::ReadingCache& cache_;
  Progress& progress_;
  std::vector<Reading> kept_;
  std::vector<Due> due_;
  std::vector<Reading> out_;
};

}  // namespace

std::vector<Reading> read_files(const site::Folder& folder, const std::vector<FileToRead>& files,
                                const ReadingPlan& plan, std::vector<Reading> kept,
                                cache::ReadingCache& cache, Progress& progress) {
  return Readings(folder, files, plan, std::move(kept), cache, progress).run();
}

}  // namespace veille
