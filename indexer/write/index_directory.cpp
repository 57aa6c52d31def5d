#include "indexer/write/index_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

#include "indexer/write/snapshot_writer.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinished = ".unfinished-";

std::runtime_error failed(const std::string& what, const fs::path& path) {
  return std::runtime_error(what + " " + path.string() + ": " + std::strerror(errno));
}

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

void make_folders(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder / "snapshots", failure);
  if (!failure) fs::create_directories(folder / "cache", failure);
  if (failure)
    throw std::runtime_error("cannot make " + folder.string() + ": " + failure.message());
}

}  // namespace

Result<IndexDirectory> IndexDirectory::open(const fs::path& folder) {
  make_folders(folder);
  const fs::path file = folder / "lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock < 0) throw failed("cannot open", file);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const bool held = errno == EWOULDBLOCK;
    const std::string who = holder(lock);
    close(lock);
    if (!held) throw failed("cannot lock", file);
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

std::string IndexDirectory::current_id() const {
  const auto snapshot = current_snapshot(folder_);
  if (!snapshot) return {};
  const auto manifest = read_manifest(*snapshot);
  return manifest ? manifest->id : std::string();
}

void IndexDirectory::remove_leftovers() const {
  for (const auto& entry : fs::directory_iterator(folder_ / "snapshots")) {
    if (entry.path().filename().string().starts_with(kUnfinished)) fs::remove_all(entry.path());
  }
}

void IndexDirectory::publish(const std::string& id,
                             const std::function<void(const fs::path&)>& fill) {
  const fs::path snapshots = folder_ / "snapshots";
  const fs::path unfinished = snapshots / (kUnfinished + id);
  fs::create_directory(unfinished);
  fill(unfinished);
  // The same content may be here already, when a build returned to an older state: what was just
  // checked replaces it.
  if (fs::exists(snapshots / id))
    fs::rename(snapshots / id, snapshots / (kUnfinished + id + "-old"));
  fs::rename(unfinished, snapshots / id);
  sync_to_disk(snapshots);
  const fs::path next = folder_ / "current.next";
  fs::remove(next);
  fs::create_directory_symlink(fs::path("snapshots") / id, next);
  fs::rename(next, folder_ / "current");
  sync_to_disk(folder_);
  fs::last_write_time(snapshots / id, fs::file_time_type::clock::now());
  remove_leftovers();
  prune();
}

void IndexDirectory::prune() const {
  const std::string current = fs::read_symlink(folder_ / "current").filename().string();
  std::vector<std::pair<fs::file_time_type, fs::path>> others;
  for (const auto& entry : fs::directory_iterator(folder_ / "snapshots")) {
    if (entry.path().filename() != current)
      others.emplace_back(entry.last_write_time(), entry.path());
  }
  std::sort(others.rbegin(), others.rend());
  for (std::size_t i = kKeptSnapshots - 1; i < others.size(); ++i) fs::remove_all(others[i].second);
}

void IndexDirectory::record_checked(const std::string& id, const std::string& time) {
  replace_file(folder_ / "checked.json",
               nlohmann::json({{"id", id}, {"checked_at", time}}).dump() + "\n");
}

void replace_file(const fs::path& file, const std::string& bytes) {
  const fs::path next = file.string() + ".next";
  std::ofstream out(next, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (!out) throw failed("cannot write", next);
  sync_to_disk(next);
  fs::rename(next, file);
}

}  // namespace veille::write
