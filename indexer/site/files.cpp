#include "indexer/site/files.h"

#include <fnmatch.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "indexer/site/date.h"
#include "indexer/site/fields.h"
#include "indexer/site/folder.h"

namespace veille::site {
namespace {

bool has_extension(const std::string& name, std::initializer_list<const char*> extensions) {
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) return false;
  std::string extension = name.substr(dot + 1);
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return std::any_of(extensions.begin(), extensions.end(),
                     [&](const char* e) { return extension == e; });
}

bool is_text(const std::string& name) {
  return has_extension(name, {"md", "markdown", "mkd", "mkdn", "mdown", "html", "htm"});
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', begin)) {
    parts.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(path.substr(begin));
  return parts;
}

/// A pattern names a file, or a folder with all in it.
bool is_excluded(const Source& source, const std::string& path) {
  return std::any_of(source.exclude.begin(), source.exclude.end(), [&](const std::string& pattern) {
    if (fnmatch(pattern.c_str(), path.c_str(), 0) == 0) return true;
    const std::string folder = pattern.ends_with('/') ? pattern : pattern + "/";
    return path.starts_with(folder);
  });
}

/// The collection in whose folder a file lies. Posts lie in a folder `_posts` at any depth, others
/// at the top.
const Collection* collection_of(const Source& source, const std::vector<std::string>& parts) {
  for (const auto& collection : source.collections) {
    if (collection.name != "posts" && parts.size() > 1 && parts.front() == collection.folder)
      return &collection;
    if (collection.name != "posts") continue;
    const auto folder = std::find(parts.begin(), parts.end() - 1, collection.folder);
    if (folder != parts.end() - 1) return &collection;
  }
  return nullptr;
}

/// Jekyll reads neither files nor folders that begin with '_', '.' or '#', or end with '~', save
/// the folders of collections; and of posts only those with a date in their name. Source: Jekyll's
/// EntryFilter and PostReader.
bool jekyll_reads(const std::vector<std::string>& parts, const Collection* collection) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& part = parts[i];
    if (part.empty()) return false;
    const bool collection_folder =
        collection != nullptr && part == collection->folder && i + 1 < parts.size();
    if (!collection_folder && (std::strchr("_.#", part[0]) != nullptr || part.back() == '~'))
      return false;
  }
  return collection == nullptr || collection->name != "posts" ||
         split_dated_name(parts.back()).has_value();
}

/// What a repository says of itself is not what its site publishes.
bool is_housekeeping(const std::string& name) {
  std::string stem = name.substr(0, name.rfind('.'));
  std::transform(stem.begin(), stem.end(), stem.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  static constexpr const char* kNames[] = {"LICENSE",         "LICENCE",   "CONTRIBUTING",
                                           "CODE_OF_CONDUCT", "CHANGELOG", "SECURITY"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](const char* n) { return stem == n; });
}

void add_file(const Source& source, const std::string& path, const FileStamp& stamp,
              FileList& list) {
  if (is_excluded(source, path)) return;
  const auto parts = split(path);
  const Collection* collection = collection_of(source, parts);
  if (source.generator == Generator::jekyll) {
    if (!jekyll_reads(parts, collection)) return;
  } else {
    if (is_housekeeping(parts.back())) return;
  }
  const bool in_content = source.content.empty() || path.starts_with(source.content + "/");
  if (is_text(path) && in_content) {
    list.texts.push_back({path, collection, stamp});
  } else {
    list.others.push_back(path);
  }
}

bool is_skipped_folder(const std::string& name) {
  return name == "node_modules" || name == "vendor";
}

}  // namespace

FileList list_files(const Source& source) {
  FileList list;
  const Folder folder(source.folder);
  folder.walk(
      [&](const std::string& path, const FileStamp& stamp) { add_file(source, path, stamp, list); },
      [](const std::string& path) { return !is_skipped_folder(file_name(path)); },
      [&](Error problem) { list.problems.push_back(std::move(problem)); });
  std::sort(list.texts.begin(), list.texts.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  std::sort(list.others.begin(), list.others.end());
  return list;
}

}  // namespace veille::site
