#include "indexer/site/detect.h"

#include <algorithm>

#include "indexer/site/jekyll.h"
#include "indexer/site/permalink.h"
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

}  // namespace

const char* to_string(Generator generator) {
  return generator == Generator::jekyll ? "jekyll" : "markdown";
}

Result<Source> detect(const std::filesystem::path& folder) {
  std::error_code failure;
  if (!std::filesystem::is_directory(folder, failure)) {
    return Error{"site_missing", "this is no folder", folder.string(), 0,
                 "name the folder that holds the site's files"};
  }
  Source source;
  if (std::filesystem::is_regular_file(folder / "_config.yml", failure)) {
    auto jekyll = read_jekyll(folder);
    if (!jekyll) return jekyll.error();
    source = std::move(*jekyll);
  } else {
    source.permalink = "/:path/";
  }
  source.folder = folder;
  source.id = id_of(folder);
  if (source.title.empty()) source.title = source.id;
  source.country = country_of(source.url);
  return source;
}

}  // namespace veille::site
