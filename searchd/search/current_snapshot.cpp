#include "searchd/search/current_snapshot.h"

#include <utility>

namespace veille::search {

namespace fs = std::filesystem;

Result<std::shared_ptr<CurrentSnapshot>> CurrentSnapshot::open(const fs::path& index) {
  auto folder = current_snapshot(index);
  if (!folder) return folder.error();
  auto snapshot = OpenSnapshot::open(*folder);
  if (!snapshot) return snapshot.error();
  return std::shared_ptr<CurrentSnapshot>(new CurrentSnapshot(index, *folder, *snapshot));
}

CurrentSnapshot::CurrentSnapshot(fs::path index, fs::path folder,
                                 std::shared_ptr<const OpenSnapshot> snapshot)
    : index_(std::move(index)), folder_(std::move(folder)), snapshot_(std::move(snapshot)) {}

std::shared_ptr<const OpenSnapshot> CurrentSnapshot::get() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

Result<std::string> CurrentSnapshot::refresh() {
  auto folder = current_snapshot(index_);
  if (!folder) return folder.error();
  if (*folder == folder_) return std::string();
  folder_ = *folder;
  auto next = OpenSnapshot::open(*folder);
  if (!next) return next.error();
  const std::string id = (*next)->manifest().id;
  const std::lock_guard lock(mutex_);
  snapshot_ = std::move(*next);
  return id;
}

}  // namespace veille::search
