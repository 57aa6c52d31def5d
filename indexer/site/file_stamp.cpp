#include "indexer/site/file_stamp.h"

#include <sys/stat.h>

#include <algorithm>

namespace veille::site {
namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * kSecondNs + time.tv_nsec; }

}  // namespace

FileStamp stamp_of(const struct stat& status) {
  return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim),
          nanoseconds(status.st_ctim)};
}

bool is_racy(const FileStamp& stamp, std::int64_t now_ns) {
  return std::max(stamp.modified_ns, stamp.changed_ns) > now_ns - 2 * kSecondNs;
}

}  // namespace veille::site
