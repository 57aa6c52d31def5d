#include "indexer/site/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <utility>

#include "indexer/site/descriptor.h"

namespace veille::site {
namespace {

Error problem_at(std::string code, std::string what, const std::string& path, std::string mend) {
  return {std::move(code), std::move(what), path, 0, std::move(mend)};
}

Error unreadable(const std::string& path) {
  return problem_at("file_unreadable", std::strerror(errno), path,
                    "check that the file is there and may be read");
}

Error not_regular(const std::string& path) {
  return problem_at("file_not_regular", "this is no regular file", path,
                    "put a file there, not a pipe, a socket or a device");
}

/// Where the kernel has no openat2 (before Linux 5.6): each part of the path by itself.
int open_part_by_part(int folder, const std::string& path, int flags) {
  int at = folder;
  std::size_t begin = 0;
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', begin)) {
    const std::string part = path.substr(begin, slash - begin);
    begin = slash + 1;
    if (part == "..") errno = EXDEV;
    const int next =
        part == ".." ? -1 : openat(at, part.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (at != folder) close(at);
    if (next < 0) return -1;
    at = next;
  }
  const char* last = path.c_str() + begin;
  const bool leads_up = std::strcmp(last, "..") == 0;
  const int file = leads_up ? -1 : openat(at, last, flags | O_NOFOLLOW);
  if (leads_up) errno = EXDEV;
  const int failure = errno;
  if (at != folder) close(at);
  errno = failure;
  return file;
}

Result<std::string> read_all(int fd, const std::string& path, std::size_t expected_bytes) {
  std::string bytes(expected_bytes + 1, '\0');
  std::size_t size = 0;
  for (;;) {
    if (size == bytes.size()) bytes.resize(bytes.size() * 2);
    const ssize_t n = ::read(fd, bytes.data() + size, bytes.size() - size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return unreadable(path);
    if (n == 0) break;
    size += static_cast<std::size_t>(n);
    if (size > static_cast<std::size_t>(kMaxFileBytes)) {
      return problem_at("file_too_large", "the file grew while it was read", path,
                        "run again when it is complete");
    }
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

Error symbolic_link(const std::string& path) {
  return problem_at("symbolic_link", "a symbolic link is not followed", path,
                    "put the file itself there");
}

Folder::Folder(std::filesystem::path path) : path_(std::move(path)) {
  fd_ = ::open(path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd_ < 0)
    throw std::runtime_error("cannot read folder " + path_.string() + ": " + std::strerror(errno));
}

Folder::~Folder() { close(fd_); }

int Folder::open(const std::string& path, int flags) const {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const auto fd = syscall(SYS_openat2, fd_, path.c_str(), &how, sizeof how);
  if (fd < 0 && (errno == ENOSYS || errno == EPERM)) return open_part_by_part(fd_, path, flags);
  return static_cast<int>(fd);
}

/// One walk: its callbacks and what it has counted.
struct Folder::Walk {
  const Folder& folder;
  const File& file;
  const Enter& enter;
  const Problem& problem;
  std::size_t seen = 0;

  using Listing = std::unique_ptr<DIR, int (*)(DIR*)>;

  void enter_folder(const std::string& path, int depth) {
    const int fd = folder.open(path.empty() ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const Listing listing(fd < 0 ? nullptr : fdopendir(fd), closedir);
    if (listing == nullptr) {
      if (path.empty())
        throw std::runtime_error("cannot read folder " + folder.path_.string() + ": " +
                                 std::strerror(errno));
      return problem(problem_at("folder_unreadable", std::strerror(errno), path,
                                "check the folder's permissions"));
    }
    for (errno = 0; const dirent* entry = readdir(listing.get()); errno = 0) {
      if (entry->d_name[0] == '.') continue;
      if (++seen > kMaxFiles) return;
      visit(fd, entry->d_name, path.empty() ? entry->d_name : path + "/" + entry->d_name, depth);
    }
    // Half of a folder would be half of a site.
    if (errno != 0)
      throw std::runtime_error("cannot list " + (folder.path_ / path).string() + ": " +
                               std::strerror(errno));
  }

  void visit(int parent, const char* name, const std::string& path, int depth) {
    struct stat status {};
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
      // Gone since it was listed: as if it had never been there.
      if (errno != ENOENT) problem(unreadable(path));
    } else if (S_ISLNK(status.st_mode)) {
      problem(symbolic_link(path));
    } else if (S_ISREG(status.st_mode)) {
      file(path, stamp_of(status));
    } else if (S_ISDIR(status.st_mode) && enter(path)) {
      if (depth + 1 < kMaxDepth) return enter_folder(path, depth + 1);
      problem(problem_at("too_deep", "folders nest too deep", path, "move the files higher up"));
    } else if (!S_ISDIR(status.st_mode)) {
      problem(not_regular(path));
    }
  }
};

void Folder::walk(const File& file, const Enter& enter, const Problem& problem) const {
  Walk walk{*this, file, enter, problem};
  walk.enter_folder("", 0);
  if (walk.seen > kMaxFiles) {
    problem(problem_at("too_many_files", "the folder holds more than 1,000,000 files", "",
                       "exclude some"));
  }
}

Result<std::string> Folder::read(const std::string& path, FileStamp* stamp) const {
  const Descriptor file(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) return unreadable(path);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return unreadable(path);
  if (!S_ISREG(status.st_mode)) return not_regular(path);
  if (status.st_size > kMaxFileBytes) {
    return problem_at("file_too_large", "the file is larger than 64 MiB", path,
                      "split it, or exclude it");
  }
  if (stamp != nullptr) *stamp = stamp_of(status);
  return read_all(file.get(), path, static_cast<std::size_t>(status.st_size));
}

FileStamp Folder::stamp(const std::string& path) const {
  const Descriptor file(open(path, O_PATH | O_CLOEXEC));
  struct stat status {};
  return file.get() >= 0 && fstat(file.get(), &status) == 0 ? stamp_of(status) : FileStamp();
}

}  // namespace veille::site
