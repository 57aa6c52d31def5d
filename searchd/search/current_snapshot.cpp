#include "searchd/search/current_snapshot.h"

#include <sys/stat.h>

#include <exception>
#include <utility>

namespace veille::search {

namespace fs = std::filesystem;

namespace {

/// The folder, and which manifest lies in it: what was damaged may be written anew under its name.
std::string version_of(const fs::path& folder) {
  struct stat status {};
  std::string out = folder.string();
  if (stat((folder / kManifestFile).c_str(), &status) != 0) return out;
  return out + " " + std::to_string(status.st_ino) + " " + std::to_string(status.st_mtim.tv_sec) +
         "." + std::to_string(status.st_mtim.tv_nsec);
}

}  // namespace

Result<std::shared_ptr<CurrentSnapshot>> CurrentSnapshot::open(const fs::path& index,
                                                               const ServingOptions& options) {
  auto folder = current_snapshot(index);
  if (!folder) return folder.error();
  const std::string version = version_of(*folder);
  VerifiedFiles verified;
  auto snapshot = OpenSnapshot::open(*folder, options, verified);
  if (!snapshot) return snapshot.error();
  return std::shared_ptr<CurrentSnapshot>(
      new CurrentSnapshot(index, version, options, std::move(verified), *snapshot));
}

CurrentSnapshot::CurrentSnapshot(fs::path index, std::string version, const ServingOptions& options,
                                 VerifiedFiles verified,
                                 std::shared_ptr<const OpenSnapshot> snapshot)
    : index_(std::move(index)),
      options_(options),
      version_(std::move(version)),
      verified_(std::move(verified)),
      snapshot_(std::move(snapshot)) {}

std::shared_ptr<const OpenSnapshot> CurrentSnapshot::get() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

Result<std::string> CurrentSnapshot::refresh(bool at_once) {
  const auto folder = current_snapshot(index_);
  const std::string version = folder ? version_of(*folder) : std::string();
  const bool known = version == version_;
  const auto now = std::chrono::steady_clock::now();
  if (known && (!refused_ || (!at_once && now < next_try_))) return std::string();
  version_ = version;
  auto opened = folder ? open_folder(*folder) : Result<std::string>(folder.error());
  const fs::path place = folder ? *folder : fs::path();
  const bool told = refused_ && refused_folder_ == place;
  refused_ = !opened;
  if (opened) return opened;
  refused_folder_ = place;
  next_try_ = std::chrono::steady_clock::now() + kRetry;
  // While a copy comes to be whole, each look finds something else that is missing.
  if (told && !at_once) return std::string();
  return opened;
}

Result<std::string> CurrentSnapshot::open_folder(const fs::path& folder) {
  try {
    auto next = OpenSnapshot::open(folder, options_, verified_);
    if (!next) return next.error();
    const std::string id = (*next)->manifest().id;
    const std::lock_guard lock(mutex_);
    snapshot_ = std::move(*next);
    return id;
  } catch (const std::exception& error) {
    return Error{"snapshot_unreadable", error.what(), folder.string(), 0, ""};
  }
}

}  // namespace veille::search
