#include "indexer/forgotten.h"

#include <algorithm>
#include <sstream>

#include "indexer/enrich/duplicates.h"
#include "indexer/site/link_parts.h"
#include "indexer/write/disk.h"
#include "veille/sha256.h"

namespace veille {
namespace {

namespace fs = std::filesystem;

constexpr const char* kText = "sha256:";
constexpr const char* kInIndex = "forgotten.txt";
constexpr const char* kBesideConfig = "veille-forgotten.txt";

/// A source's id holds no colon, and no name begins with one: so each line has one meaning.
std::string in_source(const std::string& source, const std::string& name) {
  return source + ":" + name;
}

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
  const auto names = forgotten_names(p, text);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return entries_.contains(name) || entries_.contains(in_source(p.source, name));
  });
}

std::vector<fs::path> forgotten_files(const fs::path& index, const fs::path& config) {
  if (config.empty()) return {index / kInIndex};
  return {index / kInIndex, config.parent_path() / kBesideConfig};
}

std::vector<std::string> forgotten_names(const Publication& p, const cache::TextReference& text) {
  std::vector<std::string> out = {p.id, p.url};
  out.insert(out.end(), p.other_urls.begin(), p.other_urls.end());
  if (text.bytes >= enrich::kLeastTextBytes) out.push_back(kText + hex(text.sha256));
  std::erase_if(out, [](const auto& name) { return name.empty() || site::has_blanks(name); });
  return out;
}

void add_forgotten(const fs::path& file, const Publication& p, const cache::TextReference& text,
                   const std::string& day, const std::set<std::string>& shared) {
  std::string list = write::read_file(file);
  if (list.empty()) list = "# Publications that no build takes in again.\n";
  if (!list.ends_with('\n')) list += '\n';
  for (const auto& name : forgotten_names(p, text)) {
    const bool is_path = name.starts_with('/');
    list += shared.contains(name) || is_path ? in_source(p.source, name) : name;
    list += name == p.id ? "  # " + day + "\n" : "\n";
  }
  write::replace_file(file, list);
}

}  // namespace veille
