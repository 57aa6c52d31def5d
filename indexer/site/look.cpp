#include "indexer/site/look.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "indexer/site/descriptor.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::error_code& failure) {
  throw std::runtime_error("cannot look at " + path.string() + ": " + failure.message() +
                           " (check the disk, and the permissions of the folders on the way)");
}

[[noreturn]] void fail_inside(const Folder& site, const std::string& path) {
  fail(site.path() / path, std::error_code(errno, std::generic_category()));
}

fs::file_type type_outside(const fs::path& path) {
  std::error_code failure;
  const auto type = fs::status(path, failure).type();
  // A link that leads in a circle leads nowhere.
  if (type == fs::file_type::none && failure != std::errc::too_many_symbolic_link_levels)
    fail(path, failure);
  return type;
}

/// Whether opening failed because nothing of the site can be there: EXDEV is what leads out of it,
/// ELOOP a symbolic link, ENXIO a socket. A name that is too long is one that a configuration made
/// up.
bool is_absence(int error) {
  return error == ENOENT || error == ENOTDIR || error == EXDEV || error == ELOOP ||
         error == ENXIO || error == ENAMETOOLONG;
}

/// How Folder::open() calls it.
const std::string& opened_as(const std::string& path) {
  static const std::string kItself = ".";
  return path.empty() ? kItself : path;
}

std::string path_in(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

EntryType type_of_mode(mode_t mode) {
  if (S_ISREG(mode)) return EntryType::file;
  if (S_ISDIR(mode)) return EntryType::folder;
  return S_ISLNK(mode) ? EntryType::symbolic_link : EntryType::other;
}

/// One visit: what it was told, and how far it has come.
class Visit {
 public:
  Visit(const Folder& site, int most_depth, const std::function<Step(const FolderEntry&)>& visit)
      : site_(site), most_depth_(most_depth), visit_(visit) {}

  /// False when it was told to stop.
  bool run(const std::string& folder, int depth) {
    Descriptor opened(site_.open(opened_as(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.get() < 0 && (is_absence(errno) || errno == EACCES)) return true;
    const std::unique_ptr<DIR, int (*)(DIR*)> listing(
        opened.get() < 0 ? nullptr : fdopendir(opened.get()), closedir);
    if (listing == nullptr) fail_inside(site_, folder);
    opened.release();
    for (errno = 0; const dirent* entry = readdir(listing.get()); errno = 0) {
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      if (!take({path_in(folder, name), type_of_name(*entry)}, depth)) return false;
    }
    if (errno != 0) fail_inside(site_, folder);
    return true;
  }

 private:
  /// Some file systems do not say it in their lists.
  static EntryType type_of_name(const dirent& entry) {
    switch (entry.d_type) {
      case DT_REG:
        return EntryType::file;
      case DT_DIR:
        return EntryType::folder;
      case DT_LNK:
        return EntryType::symbolic_link;
      case DT_UNKNOWN:
        return EntryType::none;
      default:
        return EntryType::other;
    }
  }

  bool take(FolderEntry entry, int depth) {
    if (entry.type == EntryType::none) entry.type = type_of(site_, entry.path);
    const Step step = visit_(entry);
    if (step == Step::stop) return false;
    const bool entered =
        entry.type == EntryType::folder && step == Step::go_on && depth < most_depth_;
    return !entered || run(entry.path, depth + 1);
  }

  const Folder& site_;
  const int most_depth_;
  const std::function<Step(const FolderEntry&)>& visit_;
};

}  // namespace

bool is_there(const fs::path& path) { return type_outside(path) != fs::file_type::not_found; }

bool is_folder(const fs::path& path) { return type_outside(path) == fs::file_type::directory; }

EntryType type_of(const Folder& site, const std::string& path) {
  const Descriptor opened(site.open(opened_as(path), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (opened.get() < 0 && is_absence(errno)) return EntryType::none;
  if (opened.get() < 0 || fstat(opened.get(), &status) != 0) fail_inside(site, path);
  return type_of_mode(status.st_mode);
}

bool is_file(const Folder& site, const std::string& path) {
  return type_of(site, path) == EntryType::file;
}

bool is_folder(const Folder& site, const std::string& path) {
  return type_of(site, path) == EntryType::folder;
}

std::optional<std::string> beginning_of(const Folder& site, const std::string& path,
                                        std::size_t most_bytes) {
  const Descriptor file(site.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0 && (is_absence(errno) || errno == EACCES)) return std::nullopt;
  struct stat status {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0) fail_inside(site, path);
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  std::string bytes(most_bytes, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t n = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail_inside(site, path);
    if (n == 0) break;
    size += static_cast<std::size_t>(n);
  }
  bytes.resize(size);
  return bytes;
}

void visit_below(const Folder& site, const std::string& folder, int most_depth,
                 const std::function<Step(const FolderEntry&)>& visit) {
  Visit(site, most_depth, visit).run(folder, 0);
}

}  // namespace veille::site
