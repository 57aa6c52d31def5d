#include "indexer/forgotten.h"

#include <algorithm>
#include <sstream>

#include "indexer/enrich/duplicates.h"
#include "indexer/write/disk.h"
#include "veille/sha256.h"

namespace veille {
namespace {

namespace fs = std::filesystem;

constexpr const char* kText = "sha256:";
constexpr const char* kInIndex = "forgotten.txt";
constexpr const char* kBesideConfig = "veille-forgotten.txt";

/// An address may hold a '#', but no space.
std::string entry_of(const std::string& line) {
  std::istringstream words(line);
  std::string first;
  words >> first;
  return first.starts_with('#') ? "" : first;
}

}  // namespace

Forgotten::Forgotten(const std::vector<fs::path>& files) {
  for (const auto& file : files) {
    std::istringstream lines(write::read_file(file));
    for (std::string line; std::getline(lines, line);) entries_.insert(entry_of(line));
  }
  entries_.erase("");
}

bool Forgotten::holds_id(const std::string& id) const { return entries_.contains(id); }

bool Forgotten::holds(const Publication& p, const cache::TextReference& text) const {
  if (entries_.empty()) return false;
  return entries_.contains(p.id) || entries_.contains(p.url) ||
         std::any_of(p.other_urls.begin(), p.other_urls.end(),
                     [&](const auto& url) { return entries_.contains(url); }) ||
         (text.bytes >= enrich::kLeastTextBytes && entries_.contains(kText + hex(text.sha256)));
}

std::vector<fs::path> forgotten_files(const fs::path& index, const fs::path& config) {
  if (config.empty()) return {index / kInIndex};
  return {index / kInIndex, config.parent_path() / kBesideConfig};
}

void add_forgotten(const fs::path& file, const Publication& p, const cache::TextReference& text,
                   const std::string& day) {
  std::string list = write::read_file(file);
  if (list.empty()) list = "# Publications that no build takes in again.\n";
  if (!list.ends_with('\n')) list += '\n';
  list += p.id + "  # " + day + "\n";
  if (!p.url.empty()) list += p.url + "\n";
  for (const auto& url : p.other_urls) list += url + "\n";
  if (text.bytes >= enrich::kLeastTextBytes) list += kText + hex(text.sha256) + "\n";
  write::replace_file(file, list);
}

}  // namespace veille
