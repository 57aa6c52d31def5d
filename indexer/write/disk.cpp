#include "indexer/write/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace veille::write {
namespace {

namespace fs = std::filesystem;

/// A descriptor; closed at the end of its scope.
class File {
 public:
  File(const fs::path& path, int flags) : fd_(open(path.c_str(), flags | O_CLOEXEC, 0644)) {
    if (fd_ < 0) throw disk_error("cannot open", path);
  }
  ~File() { ::close(fd_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

std::runtime_error disk_error(const std::string& what, const fs::path& path) {
  return std::runtime_error(what + " " + path.string() + ": " + std::strerror(errno));
}

std::string read_file(const fs::path& file) {
  if (!fs::exists(file)) return {};
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  if (in && in.peek() != std::ifstream::traits_type::eof()) bytes << in.rdbuf();
  if (!in.is_open() || in.bad() || !fs::is_regular_file(file))
    throw disk_error("cannot read", file);
  return bytes.str();
}

void write_file(const fs::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (!out) throw disk_error("cannot write", file);
}

void replace_file(const fs::path& file, const std::string& bytes) {
  const fs::path next = file.string() + ".next";
  write_file(next, bytes);
  sync_to_disk(next);
  fs::rename(next, file);
  sync_to_disk(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

void sync_to_disk(const fs::path& path) {
  const File file(path, O_RDONLY);
  if (fsync(file.get()) != 0) throw disk_error("cannot flush to disk", path);
}

void copy_file(const fs::path& from, const fs::path& to) {
  const File source(from, O_RDONLY);
  const File target(to, O_WRONLY | O_CREAT | O_EXCL);
  constexpr std::size_t kAtOnce = std::size_t{1} << 30U;
  for (;;) {
    const ssize_t n = copy_file_range(source.get(), nullptr, target.get(), nullptr, kAtOnce, 0);
    if (n == 0) return;
    if (n > 0 || errno == EINTR) continue;
    // Between some file systems the kernel cannot; then as everywhere.
    if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
      throw disk_error("cannot copy to", to);
    fs::copy_file(from, to, fs::copy_options::overwrite_existing);
    return;
  }
}

std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    if (entry->is_regular_file())
      out.push_back(entry->path().lexically_relative(folder).generic_string());
  }
  if (failure)
    throw std::runtime_error("cannot list " + folder.string() + ": " + failure.message());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace veille::write
