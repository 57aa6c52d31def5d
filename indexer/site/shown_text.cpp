#include "indexer/site/shown_text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/site/fields.h"
#include "veille/utf8.h"

namespace veille::site {
namespace {

void bound_names(std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const auto& name : names) {
    if (out.size() == kMaxNames) break;
    std::string shown = shortened(name, kMaxNameBytes);
    // Two that differ only where they were cut are one now.
    const bool is_cut = name.size() > kMaxNameBytes;
    if (!is_cut || std::find(out.begin(), out.end(), shown) == out.end())
      out.push_back(std::move(shown));
  }
  names = std::move(out);
}

void bound_heading(Section& section) {
  if (section.heading.size() <= kMaxHeadingBytes) return;
  section.text = section.heading + (section.text.empty() ? "" : "\n") + section.text;
  section.heading = shortened(section.heading, kMaxHeadingBytes);
}

}  // namespace

std::string shortened(const std::string& text, std::size_t most_bytes) {
  static constexpr std::string_view kEllipsis = "…";
  std::string out = collapsed(text);
  if (out.size() <= most_bytes) return out;
  out.resize(cut_utf8(out, most_bytes - kEllipsis.size()).size());
  while (out.ends_with(' ')) out.pop_back();
  return out.append(kEllipsis);
}

void bound_shown_text(Publication& publication) {
  publication.title = shortened(publication.title, kMaxTitleBytes);
  publication.description = shortened(publication.description, kMaxDescriptionBytes);
  bound_names(publication.authors);
  bound_names(publication.tags);
  for (auto& section : publication.sections) bound_heading(section);
}

}  // namespace veille::site
