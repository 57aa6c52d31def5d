#include "indexer/write/index_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "indexer/write/disk.h"
#include "veille/utc.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinished = ".unfinished-";
constexpr const char* kAside = "-old";
constexpr const char* kTurnedAway = "turned_away";
constexpr const char* kNext = ".next";  // what replaces a file or link, for a moment

std::string holder(int lock) {
  char text[128] = {};
  const ssize_t n = pread(lock, text, sizeof text - 1, 0);
  return n > 0 ? std::string(text, static_cast<std::size_t>(n)) : std::string("another process");
}

void write_holder(int lock) {
  const std::string text = "process " + std::to_string(getpid()) + ", since " + utc_now();
  // Only a help for whoever meets the lock: a failure changes nothing.
  if (ftruncate(lock, 0) != 0 || pwrite(lock, text.data(), text.size(), 0) < 0) return;
}

using Aged = std::vector<std::pair<fs::file_time_type, fs::path>>;

/// The snapshots in a folder, the last published first.
Aged by_age(const fs::path& snapshots) {
  Aged out;
  for (const auto& entry : fs::directory_iterator(snapshots)) {
    if (!entry.path().filename().string().starts_with(kUnfinished))
      out.emplace_back(entry.last_write_time(), entry.path());
  }
  std::sort(out.rbegin(), out.rend());
  return out;
}

/// Those published before `snapshot`, the last of them first.
std::vector<fs::path> snapshots_before(const fs::path& snapshot) {
  std::vector<fs::path> out;
  bool before = false;
  for (const auto& [time, path] : by_age(snapshot.parent_path())) {
    if (before) out.push_back(path);
    before = before || path.filename() == snapshot.filename();
  }
  return out;
}

/// Makes `from` the snapshot `to`. The same content may be there already, when a build returned to
/// an older state or wrote it anew: what was just checked replaces it, and at no moment is there
/// none.
void put_in_place(const fs::path& from, const fs::path& to) {
  if (!fs::exists(to)) return fs::rename(from, to);
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) == 0) return;
  // Some file systems cannot; a kill in between is mended by remove_leftovers().
  fs::rename(to, to.parent_path() / (kUnfinished + to.filename().string() + kAside));
  fs::rename(from, to);
}

/// A new index is lost with its folder when the entry for that, or for one above it, is.
void sync_folders_above(const fs::path& folder) {
  for (fs::path at = fs::absolute(folder).lexically_normal(); at.has_relative_path();) {
    at = at.parent_path();
    if (access(at.c_str(), R_OK) == 0) sync_to_disk(at);
  }
}

void make_folders(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder / "snapshots", failure);
  if (!failure) fs::create_directories(folder / "cache", failure);
  if (failure)
    throw std::runtime_error("cannot make " + folder.string() + ": " + failure.message());
  if (!fs::is_symlink(folder / "current")) sync_folders_above(folder);
}

}  // namespace

Result<IndexDirectory> IndexDirectory::open(const fs::path& folder) {
  make_folders(folder);
  const fs::path file = folder / "lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock < 0) throw disk_error("cannot open", file);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const bool held = errno == EWOULDBLOCK;
    const std::string who = holder(lock);
    close(lock);
    if (!held) throw disk_error("cannot lock", file);
    return Error{"index_locked", "the index is being built by " + who, folder.string(), 0,
                 "wait until it has finished"};
  }
  write_holder(lock);
  IndexDirectory directory(folder, lock);
  directory.remove_leftovers();
  return directory;
}

IndexDirectory::IndexDirectory(IndexDirectory&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

IndexDirectory::~IndexDirectory() {
  if (lock_ >= 0) close(lock_);
}

void IndexDirectory::remove_leftovers() const {
  std::vector<fs::path> replacements;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() == kNext) replacements.push_back(entry.path());
  }
  for (const auto& replacement : replacements) fs::remove(replacement);
  const fs::path snapshots = folder_ / "snapshots";
  std::vector<fs::path> leftovers;
  for (const auto& entry : fs::directory_iterator(snapshots)) {
    if (entry.path().filename().string().starts_with(kUnfinished))
      leftovers.push_back(entry.path());
  }
  for (const auto& leftover : leftovers) {
    // Killed between the two renames of put_in_place(): what was served is still there, aside.
    std::string id = leftover.filename().string().substr(std::strlen(kUnfinished));
    const bool is_aside = id.ends_with(kAside);
    if (is_aside) id.resize(id.size() - std::strlen(kAside));
    if (is_aside && !fs::exists(snapshots / id))
      fs::rename(leftover, snapshots / id);
    else
      fs::remove_all(leftover);
  }
}

void IndexDirectory::publish(const std::string& id, int kept,
                             const std::function<void(const fs::path&)>& fill) {
  const fs::path snapshots = folder_ / "snapshots";
  const fs::path unfinished = snapshots / (kUnfinished + id);
  fs::remove_all(unfinished);  // of an attempt that disk_error in this build
  fs::create_directory(unfinished);
  fill(unfinished);
  put_in_place(unfinished, snapshots / id);
  fs::last_write_time(snapshots / id, fs::file_time_type::clock::now());
  sync_to_disk(snapshots);
  point_current_at(id);
  remove_leftovers();
  prune(kept);
}

void IndexDirectory::point_current_at(const std::string& id) {
  const fs::path next = folder_ / (std::string("current") + kNext);
  fs::remove(next);
  fs::create_directory_symlink(fs::path("snapshots") / id, next);
  fs::rename(next, folder_ / "current");
  sync_to_disk(folder_);
}

Result<fs::path> IndexDirectory::roll_back() {
  const auto current = current_snapshot(folder_);
  if (!current) return current.error();
  auto others = snapshots_before(*current);
  // One of another schema, or a damaged one, would be refused by every server.
  std::erase_if(others, [](const fs::path& snapshot) { return !read_manifest(snapshot); });
  if (others.empty()) {
    return Error{"no_previous",
                 "no snapshot is kept that was published before the current one and that this "
                 "version can serve",
                 folder_.string(), 0, "build the index anew"};
  }
  std::string all;
  for (const auto& id : turned_away()) all += id + "\n";
  replace_file(folder_ / kTurnedAway, all + current->filename().string() + "\n");
  point_current_at(others.front().filename().string());
  return others.front();
}

std::set<std::string> IndexDirectory::turned_away() const {
  std::istringstream in(read_file(folder_ / kTurnedAway));
  std::set<std::string> out;
  for (std::string id; std::getline(in, id);) out.insert(id);
  return out;
}

void IndexDirectory::want_all_again() const { fs::remove(folder_ / kTurnedAway); }

void IndexDirectory::remove_others() const {
  prune(1);
  sync_to_disk(folder_ / "snapshots");
}

void IndexDirectory::prune(int kept) const {
  const std::string current = fs::read_symlink(folder_ / "current").filename().string();
  auto others = by_age(folder_ / "snapshots");
  std::erase_if(others, [&](const auto& other) { return other.second.filename() == current; });
  for (auto i = static_cast<std::size_t>(std::max(1, kept)) - 1; i < others.size(); ++i)
    fs::remove_all(others[i].second);
}

void IndexDirectory::record_checked(const std::string& id, const std::string& time) {
  replace_file(folder_ / "checked.json",
               nlohmann::json({{"id", id}, {"checked_at", time}}).dump() + "\n");
}

}  // namespace veille::write
