#include "indexer/site/permalink_by_links.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "indexer/site/config_file.h"
#include "indexer/site/date.h"
#include "indexer/site/fields.h"
#include "indexer/site/look.h"
#include "indexer/site/permalink.h"

namespace veille::site {
namespace {

constexpr std::size_t kMostTexts = 500;
constexpr int kMostDepth = 4;
constexpr std::array kPatterns = {"/:year/:month/:day/:title/", "/:year/:month/:title/",
                                  "/:section/:year/:month/:day/:title/", "/:section/:title/"};

/// The paths of the dated Markdown files below `content`, sorted, so that every machine reads the
/// same ones.
std::vector<std::string> dated_files(const Folder& site, const std::string& content) {
  std::vector<std::string> out;
  visit_below(site, content, kMostDepth, [&](const FolderEntry& entry) {
    const std::string name = file_name(entry.path);
    const bool skipped = name.starts_with('.') || name.starts_with('_') || name == "node_modules";
    if (skipped && entry.type == EntryType::folder) return Step::leave_out;
    if (name.ends_with(".md") && split_dated_name(name) && entry.type == EntryType::file)
      out.push_back(entry.path);
    return Step::go_on;
  });
  std::sort(out.begin(), out.end());
  out.resize(std::min(out.size(), kMostTexts));
  return out;
}

PermalinkParts parts_of(const std::string& path) {
  PermalinkParts parts;
  const auto dated = split_dated_name(file_name(path));
  parts.date = dated->date;
  parts.title = without_extension(dated->rest);
  parts.path = without_extension(path);
  return parts;
}

/// Counts, for each pattern, the places in `text` that name an address of `addresses`.
void count_links(const std::string& text,
                 const std::array<std::set<std::string>, kPatterns.size()>& addresses,
                 std::array<int, kPatterns.size()>& counts) {
  static constexpr std::string_view kEnds = " \t\r\n\"'()<>#?]|";
  for (std::size_t at = text.find('/'); at != std::string::npos; at = text.find('/', at + 1)) {
    // An address begins behind a quote or parenthesis, or behind the site's own host.
    const bool begins = at > 0 && text[at - 1] != '/' && text[at - 1] != ':';
    if (!begins) continue;
    const auto end = std::min(text.find_first_of(kEnds, at), text.size());
    std::string address = text.substr(at, std::min<std::size_t>(end - at, 300));
    if (!address.ends_with('/')) address += '/';
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += addresses[i].contains(address);
  }
}

}  // namespace

std::string permalink_by_links(const Folder& site, const std::string& content) {
  const auto files = dated_files(site, content);
  const std::size_t below = content.empty() ? 0 : content.size() + 1;
  std::array<std::set<std::string>, kPatterns.size()> addresses;
  for (const auto& path : files) {
    for (std::size_t i = 0; i < kPatterns.size(); ++i)
      addresses[i].insert(permalink(kPatterns[i], parts_of(path.substr(below))));
  }
  std::array<int, kPatterns.size()> counts{};
  for (const auto& path : files) count_links(file_text(site, path), addresses, counts);
  const auto best = std::max_element(counts.begin(), counts.end());
  if (*best == 0 || std::count(counts.begin(), counts.end(), *best) > 1) return {};
  return kPatterns.at(static_cast<std::size_t>(best - counts.begin()));
}

}  // namespace veille::site
