#include "indexer/cache/forget.h"

#include <algorithm>

#include "indexer/cache/reading_cache.h"
#include "veille/sha256.h"

namespace veille::cache {
namespace {

namespace fs = std::filesystem;

/// Files in a folder whose names begin so.
void remove_files(const fs::path& folder, const std::string& beginning) {
  if (!fs::exists(folder)) return;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(beginning)) found.push_back(entry.path());
  }
  for (const auto& file : found) fs::remove(file);
}

}  // namespace

void forget_publications(const fs::path& folder, const std::vector<Publication>& publications) {
  ReadingCache readings(folder);
  std::vector<std::string> ids;
  for (const auto& p : publications) ids.push_back(p.id);
  for (const auto& content : readings.forget(ids)) {
    const std::string name = hex(content);
    remove_files(folder / name.substr(0, 2), name);
  }
  for (const auto& p : publications) remove_files(folder / "fetched", sha256_hex(p.path));
}

}  // namespace veille::cache
