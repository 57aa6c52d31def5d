#include "indexer/enrich/report_links.h"

#include <algorithm>

#include "indexer/site/link_parts.h"
#include "indexer/site/permalink.h"
#include "veille/analysis.h"
#include "veille/utf8.h"

namespace veille::enrich {
namespace {

bool has_extension(const std::string& path, std::initializer_list<const char*> extensions) {
  const std::string name = lower_ascii(path);
  return std::any_of(extensions.begin(), extensions.end(),
                     [&](const char* extension) { return name.ends_with(extension); });
}

/// What is nothing but a document; a link to one that is not there is a broken link.
bool is_document_name(const std::string& path) {
  return has_extension(path, {".pdf", ".docx", ".odt"});
}

/// What is a report where the generator copies it as it is; elsewhere it names a page.
bool is_report_name(const std::string& path) {
  return is_document_name(path) || has_extension(path, {".html", ".htm", ".txt"});
}

/// The folders whose files generators copy to the top of the site.
constexpr const char* kStaticFolders[] = {"static/", "public/"};

}  // namespace

ReportLinks::ReportLinks(const site::Source& source, const std::vector<std::string>& files)
    : generator_(source.generator),
      content_(source.content.empty() ? "" : source.content + "/"),
      base_(source.url) {
  base_path_ = base_.empty() ? "" : site::path_of(base_);
  while (base_path_.ends_with('/')) base_path_.pop_back();
  for (const auto& file : files) {
    if (!is_report_name(file)) continue;
    by_path_.emplace(nfc(file), file);
    for (std::string folder : kStaticFolders) {
      if (file.starts_with(folder)) by_path_.emplace(nfc(file.substr(folder.size())), file);
    }
    if (!content_.empty() && file.starts_with(content_))
      by_path_.emplace(nfc(file.substr(content_.size())), file);
  }
}

std::string ReportLinks::find(const std::string& address_path) const {
  std::string path = address_path;
  if (!base_path_.empty() && path.starts_with(base_path_ + "/")) path.erase(0, base_path_.size());
  const auto found = by_path_.find(nfc(site::normal_path(path)));
  return found == by_path_.end() ? "" : found->second;
}

LinkTarget ReportLinks::resolve(const Publication& from, const read::Link& link) const {
  std::string target = site::page_of(link.target);
  if (site::has_scheme(target)) {
    if (!site::is_web_address(target) || base_.empty() ||
        site::host_of(target) != site::host_of(base_))
      return {};
    target = site::path_of(target);
  }
  target = site::decode_path(target);
  if (!is_report_name(target)) return {};
  std::vector<std::string> tries = {target};
  if (!target.starts_with('/')) {
    tries = {site::folder_of(site::decode_path(site::path_of(from.url))) + target,
             site::folder_of(from.path) + target, target};
  }
  for (const auto& path : tries) {
    const std::string file = find(path);
    if (!file.empty()) return {LinkTarget::Type::report, file};
  }
  if (!is_document_name(target)) return {};
  return {LinkTarget::Type::missing, target};
}

std::string ReportLinks::elsewhere(const read::Link& link) const {
  std::string target = link.target.substr(0, link.target.find('#'));
  if (target.starts_with("//")) target = "https:" + target;
  if (!site::is_web_address(target)) return {};
  if (!base_.empty() && site::host_of(target) == site::host_of(base_)) return {};
  return is_document_name(site::page_of(target)) ? site::plain_address(target) : "";
}

std::vector<std::string> ReportLinks::documents() const {
  std::vector<std::string> out;
  if (generator_ == site::Generator::eleventy) return out;
  const bool all = generator_ != site::Generator::hugo;
  for (const auto& [address, path] : by_path_) {
    const bool copied =
        path.starts_with("static/") || (!content_.empty() && path.starts_with(content_));
    if (is_document_name(path) && (all || copied)) out.push_back(path);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string ReportLinks::url(const std::string& path) const {
  std::string address = path;
  if (!content_.empty() && path.starts_with(content_)) address.erase(0, content_.size());
  for (const std::string folder : kStaticFolders) {
    if (address.starts_with(folder)) {
      address.erase(0, folder.size());
      break;
    }
  }
  return base_ + "/" + site::encode_path(nfc(address));
}

}  // namespace veille::enrich
