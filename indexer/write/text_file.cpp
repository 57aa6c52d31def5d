#include "indexer/write/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace veille::write {

TextFile::TextFile(std::filesystem::path file)
    : file_(std::move(file)), fd_(open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)) {
  if (fd_ < 0)
    throw std::runtime_error("cannot write " + file_.string() + ": " + std::strerror(errno));
}

TextFile::~TextFile() { close(fd_); }

std::uint64_t TextFile::size() const {
  struct stat status {};
  if (fstat(fd_, &status) != 0)
    throw std::runtime_error("cannot read " + file_.string() + ": " + std::strerror(errno));
  return static_cast<std::uint64_t>(status.st_size);
}

void TextFile::write(std::uint64_t offset, std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t n = pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0)
      throw std::runtime_error("cannot write " + file_.string() + ": " + std::strerror(errno));
    offset += static_cast<std::uint64_t>(n);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace veille::write
