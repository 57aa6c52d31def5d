#include "indexer/site/detect.h"

#include <algorithm>

#include "indexer/site/built.h"
#include "indexer/site/eleventy.h"
#include "indexer/site/folder.h"
#include "indexer/site/hugo.h"
#include "indexer/site/jekyll.h"
#include "indexer/site/look.h"
#include "indexer/site/permalink.h"
#include "indexer/site/permalink_by_links.h"
#include "indexer/site/shown_text.h"
#include "veille/analysis.h"

namespace veille::site {
namespace {

/// As veille.yaml asks of ids, too: they are part of terms.
constexpr std::size_t kMaxIdBytes = 64;

/// The folder's name in the letters of an id; "site" when it has none of them.
std::string id_of(const std::filesystem::path& folder) {
  std::filesystem::path name = folder.filename();
  if (name.empty() || name == "." || name == "..")
    name = std::filesystem::weakly_canonical(folder).filename();
  std::string id;
  for (const char c : fold(slugify(name.string()))) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') id.push_back(c);
  }
  id.resize(std::min(id.size(), kMaxIdBytes));
  return id.empty() ? "site" : id;
}

/// The country whose own top-level domain an address has; empty for general ones, and for those
/// that the world uses for other reasons (.io, .tv). ".gov" is the United States' own.
std::string country_of(const std::string& url) {
  const auto begin = url.find("://");
  if (begin == std::string::npos) return {};
  const std::string host = url.substr(begin + 3, url.find_first_of(":/", begin + 3) - begin - 3);
  std::string domain = host.substr(host.rfind('.') + 1);
  if (domain == "gov" || domain == "mil") return "US";
  if (domain == "uk") return "GB";
  static constexpr std::string_view kElsewhere =
      " ai cc co eu fm gg io la ly me sh so su to tv vc ws ";
  const bool letters = domain.size() == 2 &&
                       domain.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  if (!letters || kElsewhere.find(" " + domain + " ") != std::string_view::npos) return {};
  for (auto& c : domain) c = static_cast<char>(c - 'a' + 'A');
  return domain;
}

/// Plain Markdown; where a folder `content` holds Markdown, it holds the texts, as with most
/// generators, and what lies beside it is about the repository.
Source read_plain(const Folder& site) {
  Source source;
  source.permalink = "/:path/";
  visit_below(site, "content", kMaxDepth, [&](const FolderEntry& entry) {
    if (!entry.path.ends_with(".md")) return Step::go_on;
    source.content = "content";
    return Step::stop;
  });
  return source;
}

Result<Source> read_as(const Folder& site, Generator generator) {
  switch (generator) {
    case Generator::jekyll:
      if (is_file(site, "_config.yml")) return read_jekyll(site);
      return jekyll_without_config(site);
    case Generator::hugo:
      return read_hugo(site);
    case Generator::html:
      return read_built(site);
    case Generator::eleventy:
    case Generator::markdown:
      break;
  }
  Source source = generator == Generator::eleventy ? read_eleventy(site) : read_plain(site);
  source.dated_permalink = permalink_by_links(site, source.content);
  return source;
}

Generator generator_of(const Folder& site) {
  if (is_file(site, "_config.yml")) return Generator::jekyll;
  if (!hugo_config(site).empty()) return Generator::hugo;
  if (!eleventy_config(site).empty()) return Generator::eleventy;
  if (!jekyll_without_config(site).collections.empty()) return Generator::jekyll;
  return is_built(site) ? Generator::html : Generator::markdown;
}

/// The walk over a site tells of symbolic links, but passes over hidden files.
constexpr const char* kHiddenConfig = ".eleventy.js";

}  // namespace

const char* to_string(Generator generator) {
  switch (generator) {
    case Generator::jekyll:
      return "jekyll";
    case Generator::hugo:
      return "hugo";
    case Generator::eleventy:
      return "eleventy";
    case Generator::html:
      return "html";
    case Generator::markdown:
      break;
  }
  return "markdown";
}

Result<Source> detect(const std::filesystem::path& folder, std::optional<Generator> known) {
  if (!is_folder(folder)) {
    return Error{"site_missing", "this is no folder", folder.string(), 0,
                 "name the folder that holds the site's files"};
  }
  const Folder site(folder);
  auto read = read_as(site, known ? *known : generator_of(site));
  if (!read) return read.error();
  Source source = std::move(*read);
  source.folder = folder;
  if (type_of(site, kHiddenConfig) == EntryType::symbolic_link)
    source.problems.push_back(symbolic_link(kHiddenConfig));
  source.id = id_of(folder);
  source.title = shortened(source.title, kMaxTitleBytes);
  if (source.title.empty()) source.title = source.id;
  source.country = country_of(source.url);
  return source;
}

}  // namespace veille::site
