#include "indexer/read/convert_program/zip_directory.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace veille::convert {
namespace {

constexpr std::size_t kMaxMembers = 1000;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEntryBytes = 46;
constexpr std::size_t kLocalBytes = 30;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  }
  return value;
}

struct Entry {
  std::string name;
  std::uint64_t flags = 0;
  std::uint64_t method = 0;
  std::uint64_t packed_bytes = 0;
  std::uint64_t begin = 0;  ///< of its local header
};

/// The entry at `at`, which moves behind it; nothing is read beyond `bytes`.
Result<Entry> read_entry(std::string_view bytes, std::size_t& at) {
  if (at > bytes.size() || bytes.size() - at < kEntryBytes ||
      bytes.substr(at, 4) != std::string_view("PK\x01\x02", 4)) {
    return zip_error("damaged");
  }
  const auto name_bytes = number(bytes, at + 28, 2);
  const auto other_bytes = number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
  Entry entry;
  entry.flags = number(bytes, at + 8, 2);
  entry.method = number(bytes, at + 10, 2);
  entry.packed_bytes = number(bytes, at + 20, 4);
  entry.begin = number(bytes, at + 42, 4);
  entry.name = std::string(bytes.substr(at + kEntryBytes, name_bytes));
  at += kEntryBytes + name_bytes + other_bytes;
  return entry;
}

bool is_encrypted(const Entry& entry) { return (entry.flags & 0x2041) != 0; }

bool is_packed_usually(const Entry& entry) {
  constexpr std::uint64_t kStored = 0;
  constexpr std::uint64_t kDeflated = 8;
  constexpr std::uint64_t kZip64 = 0xFFFFFFFF;
  return (entry.method == kStored || entry.method == kDeflated) && entry.packed_bytes != kZip64 &&
         entry.begin != kZip64;
}

/// Whether no two members share a byte, and none lies in the directory.
bool lie_apart(std::vector<Entry> entries, std::uint64_t directory) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.begin < b.begin; });
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    const std::uint64_t end = entry.begin + kLocalBytes + entry.name.size() + entry.packed_bytes;
    if (end > (i + 1 < entries.size() ? entries[i + 1].begin : directory)) return false;
  }
  return true;
}

}  // namespace

Result<std::map<std::string, std::uint64_t>> read_directory(std::string_view bytes) {
  const auto end = bytes.rfind(std::string_view("PK\x05\x06", 4));
  if (end == bytes.npos || bytes.size() - end < kEndBytes) return zip_error("damaged");
  const auto count = number(bytes, end + 10, 2);
  const auto directory = number(bytes, end + 16, 4);
  if (count > kMaxMembers || directory == 0xFFFFFFFF) return zip_error("archive");
  std::vector<Entry> entries;
  std::map<std::string, std::uint64_t> packed_bytes;
  for (std::size_t at = directory; entries.size() < count;) {
    auto entry = read_entry(bytes, at);
    if (!entry) return entry.error();
    if (is_encrypted(*entry)) return zip_error("encrypted");
    if (!is_packed_usually(*entry)) return zip_error("archive");
    if (!packed_bytes.emplace(entry->name, entry->packed_bytes).second) return zip_error("archive");
    entries.push_back(std::move(*entry));
  }
  if (!lie_apart(std::move(entries), directory)) return zip_error("archive");
  return packed_bytes;
}

}  // namespace veille::convert
