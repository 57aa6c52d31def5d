#include "indexer/enrich/site_links.h"

#include <algorithm>

#include "indexer/site/link_parts.h"
#include "indexer/site/permalink.h"
#include "veille/analysis.h"
#include "veille/utf8.h"

namespace veille::enrich {
namespace {

/// A page's path without what may be left out of it.
std::string page_key(const std::string& path) {
  std::string key = nfc(site::normal_path(site::decode_path(path)));
  for (const char* ending : {"/index.html", ".html", ".htm", ".md", ".markdown"}) {
    if (key.ends_with(ending)) {
      key.resize(key.size() - std::string_view(ending).size());
      break;
    }
  }
  return key == "index" ? "" : key;
}

/// Whether a path's last part has an extension that no page has.
bool is_asset(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0) return false;
  const std::string extension = lower_ascii(name.substr(dot + 1));
  const bool looks_like_one = extension.size() >= 2 && extension.size() <= 5 &&
                              std::all_of(extension.begin(), extension.end(), [](char c) {
                                return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
                              });
  return looks_like_one && extension != "html" && extension != "htm" && extension != "md" &&
         extension != "markdown";
}

}  // namespace

SiteLinks::SiteLinks(const site::Source& source, const std::vector<Publication>& publications) {
  if (!source.url.empty()) {
    host_ = site::host_of(source.url);
    base_path_ = page_key(site::path_of(source.url));
  }
  for (const auto& p : publications) {
    if (p.kind == Kind::report) continue;
    by_path_.emplace(page_key(site::path_of(p.url)), &p);
    for (const auto& url : p.other_urls) by_path_.emplace(page_key(site::path_of(url)), &p);
  }
  for (const auto& p : publications) {
    if (p.kind != Kind::report) by_path_.emplace(page_key(p.path), &p);
  }
}

bool SiteLinks::is_known(const std::string& path) const {
  const std::string key = page_key(path);
  if (by_path_.contains(key)) return true;
  return !base_path_.empty() && by_path_.contains(page_key(base_path_ + "/" + key));
}

SiteLinks::Target SiteLinks::resolve(const Publication& from, const read::Link& link) const {
  std::string target = site::page_of(link.target);
  if (site::has_scheme(target)) {
    if (!site::is_web_address(target) || host_.empty() || site::host_of(target) != host_)
      return Target::elsewhere;
    target = site::path_of(target);
  }
  if (target.empty() || is_asset(target)) return Target::elsewhere;
  if (target.starts_with('/')) return is_known(target) ? Target::publication : Target::unknown;
  const bool known = is_known(site::folder_of(site::path_of(from.url)) + target) ||
                     is_known(site::folder_of(from.path) + target);
  return known ? Target::publication : Target::unknown;
}

}  // namespace veille::enrich
