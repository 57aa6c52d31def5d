// How many links between a site's own texts lead to an address that a text of it has: the check on
// what the reader of its configuration makes of addresses. Arguments: SITE [HOST], once for each
// site; HOST is the site's own where its configuration names none. -v lists what was missed.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/site/detect.h"
#include "indexer/site/fields.h"
#include "indexer/site/files.h"
#include "indexer/site/permalink.h"
#include "indexer/site/post.h"

namespace {

using namespace veille;

/// The path in an address, without '/' or "index.html" at its end, decoded.
std::string normal(std::string address) {
  address = address.substr(0, address.find_first_of("?#"));
  if (const auto at = address.find("://"); at != std::string::npos) {
    const auto slash = address.find('/', at + 3);
    address = slash == std::string::npos ? "/" : address.substr(slash);
  }
  address = site::decode_path(address);
  if (address.ends_with("/index.html")) address.resize(address.size() - 10);
  while (address.size() > 1 && address.ends_with('/')) address.pop_back();
  return address;
}

std::string host_of(const std::string& address) {
  const auto at = address.find("://");
  if (at == std::string::npos) return {};
  std::string host = address.substr(at + 3, address.find_first_of("/?#", at + 3) - at - 3);
  return host.starts_with("www.") ? host.substr(4) : host;
}

std::string last_name(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? name : name.substr(0, dot);
}

struct Site {
  std::vector<site::Post> posts;
  std::set<std::string> addresses;
  std::set<std::string> names;  ///< last parts of addresses
  std::set<std::string> files;  ///< paths, and file names alone, that `ref` and relative links use
  std::string host;
};

Site read_site(const site::Source& source) {
  Site out;
  out.host = host_of(source.url);
  for (const auto& file : site::list_files(source).texts) {
    const auto bytes = site::read_file(source, file.path);
    if (!bytes) continue;
    auto reading = site::read_post(source, file, *bytes, "2026-01-01");
    if (!reading.post) continue;
    const Publication& p = reading.post->publication;
    out.addresses.insert(normal(p.url));
    for (const auto& url : p.other_urls) out.addresses.insert(normal(url));
    out.names.insert(last_name(normal(p.url)));
    out.files.insert({site::file_name(p.path), "/" + p.path,
                      "/" + p.path.substr(std::min(
                                p.path.size(), source.content.size() + !source.content.empty()))});
    out.posts.push_back(std::move(*reading.post));
  }
  return out;
}

struct Count {
  int links = 0;     ///< to pages of the site
  int to_texts = 0;  ///< whose last part is that of a text that is there
  int resolved = 0;
};

void count(const Site& site, const std::string& target, bool verbose, Count& count) {
  const bool outside = target.find(':') < target.find('/');
  if (target.empty() || target[0] == '#' || (outside && host_of(target) != site.host)) return;
  const std::string path = normal(target);
  const std::string name = path.substr(path.rfind('/') + 1);
  static const std::set<std::string> kPages = {"md", "html", "htm"};
  const auto dot = name.rfind('.');
  if (dot != std::string::npos && !kPages.contains(name.substr(dot + 1))) return;
  ++count.links;
  const bool by_file =
      site.files.contains(path) || site.files.contains(path + ".md") || site.files.contains(name);
  const bool found = by_file || site.addresses.contains(path);
  if (!found && !site.names.contains(last_name(path))) return;
  ++count.to_texts;
  count.resolved += found;
  if (!found && verbose) std::printf("  missed %s\n", target.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  bool verbose = false;
  std::vector<std::string> arguments(argv + 1, argv + argc);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "-v") {
      verbose = true;
      continue;
    }
    const auto source = site::detect(arguments[i]);
    if (!source) {
      std::printf("%s\n", to_string(source.error()).c_str());
      return 1;
    }
    Site site = read_site(*source);
    const bool has_host = i + 1 < arguments.size() &&
                          arguments[i + 1].find('/') == std::string::npos &&
                          arguments[i + 1].find('.') != std::string::npos;
    if (has_host) site.host = arguments[++i];
    Count total;
    for (const auto& post : site.posts) {
      for (const auto& link : post.links) count(site, link.target, verbose, total);
    }
    std::printf(
        "%s (%s by %s): %d links to pages, %d to texts that are there, %d of these resolve\n",
        source->id.c_str(), site::to_string(source->generator), source->recognised_by.c_str(),
        total.links, total.to_texts, total.resolved);
  }
  return 0;
}
