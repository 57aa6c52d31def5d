#include "indexer/read/convert_program/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>

#include "indexer/read/convert_program/zip_directory.h"

namespace veille::convert {
namespace {

constexpr std::size_t kMaxInflatedBytes = std::size_t{64} << 20;
constexpr std::size_t kSmallMemberBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxRatio = 100;

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

/// The member that the archive stands at, counted while it is inflated: what its headers say of its
/// size is not believed.
Result<std::string> inflate(archive* zip, std::size_t limit) {
  std::string bytes;
  std::array<char, 65536> buffer;
  for (;;) {
    const la_ssize_t n = archive_read_data(zip, buffer.data(), buffer.size());
    if (n == 0) return bytes;
    if (n < 0) return zip_error("damaged");
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
    if (bytes.size() > limit) return zip_error("archive");
  }
}

}  // namespace

Result<Members> read_members(std::string_view bytes, const std::set<std::string>& names) {
  const auto directory = read_directory(bytes);
  if (!directory) return directory.error();
  const Archive zip(archive_read_new(), archive_read_free);
  archive_read_support_format_zip_seekable(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return zip_error("damaged");
  }
  Members members;
  std::size_t left = kMaxInflatedBytes;
  archive_entry* entry = nullptr;
  while (members.size() < names.size()) {
    const int status = archive_read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status < ARCHIVE_WARN) return zip_error("damaged");
    const char* name = archive_entry_pathname(entry);
    const auto listed = directory->find(name == nullptr ? "" : name);
    if (listed == directory->end() || names.count(listed->first) == 0) continue;
    const std::size_t ratio_limit = std::max(kSmallMemberBytes, kMaxRatio * listed->second);
    auto inflated = inflate(zip.get(), std::min(left, ratio_limit));
    if (!inflated) return inflated.error();
    left -= inflated->size();
    members.insert_or_assign(listed->first, std::move(*inflated));
  }
  return members;
}

}  // namespace veille::convert
