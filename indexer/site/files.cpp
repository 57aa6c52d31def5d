#include "indexer/site/files.h"

#include <fnmatch.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

#include "indexer/site/date.h"
#include "indexer/site/fields.h"
#include "indexer/site/folder.h"
#include "indexer/site/hugo.h"
#include "veille/utf8.h"

namespace veille::site {
namespace {

bool has_extension(const std::string& name, std::initializer_list<const char*> extensions) {
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) return false;
  const std::string extension = lower_ascii(name.substr(dot + 1));
  return std::any_of(extensions.begin(), extensions.end(),
                     [&](const char* e) { return extension == e; });
}

bool is_html(const std::string& name) { return has_extension(name, {"html", "htm", "xhtml"}); }

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

/// The collection in whose folder a file lies. Posts lie in a folder `_posts` at any depth (below
/// `collections_dir` when there is one), others where their folder says.
const Collection* collection_of(const Source& source, const std::string& path) {
  for (const auto& collection : source.collections) {
    if (path.starts_with(collection.folder + "/")) return &collection;
    const bool anywhere =
        collection.name == "posts" && collection.folder.find('/') == std::string::npos;
    if (anywhere && path.find("/" + collection.folder + "/") != std::string::npos)
      return &collection;
  }
  return nullptr;
}

/// Whether the site's `include` names this part of a path or the path up to it.
bool is_included(const Source& source, const std::string& path, const std::string& part) {
  return std::any_of(source.include.begin(), source.include.end(), [&](const std::string& p) {
    return fnmatch(p.c_str(), part.c_str(), 0) == 0 || path == p || path.starts_with(p + "/");
  });
}

/// Jekyll reads neither files nor folders that begin with '_', '.' or '#', or end with '~', save
/// the folders of collections; and of posts only those with a date in their name. Source: Jekyll's
/// EntryFilter and PostReader.
bool jekyll_reads(const Source& source, const std::string& path, const Collection* collection) {
  const auto parts = split(path);
  const auto folders =
      collection == nullptr ? std::vector<std::string>{} : split(collection->folder);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& part = parts[i];
    if (part.empty()) return false;
    const bool of_collection =
        i + 1 < parts.size() && std::find(folders.begin(), folders.end(), part) != folders.end();
    const bool hidden = std::strchr("_.#", part[0]) != nullptr || part.back() == '~';
    if (hidden && !of_collection && !is_included(source, path, part)) return false;
  }
  return collection == nullptr || collection->name != "posts" || looks_dated(parts.back());
}

/// Eleventy's own folders hold templates, not texts.
bool eleventy_reads(const std::string& path) {
  const auto parts = split(path);
  return std::none_of(parts.begin(), parts.end(), [](const std::string& part) {
    return part == "_includes" || part == "_layouts" || part == "_data" || part == "_site";
  });
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

/// Whether the file lies where the source keeps its texts.
bool lies_in_content(const Source& source, const std::string& path) {
  if (!source.content.empty() && !path.starts_with(source.content + "/")) return false;
  return !source.language_folders || !hugo_place(source, path).language.empty();
}

void add_file(const Source& source, const std::string& path, const FileStamp& stamp,
              FileList& list) {
  if (is_excluded(source, path)) return;
  const Collection* collection = collection_of(source, path);
  const std::string name = path.substr(path.rfind('/') + 1);
  if (source.generator == Generator::html) {
    if (is_html(path))
      list.texts.push_back({path, nullptr, stamp});
    else
      list.others.push_back(path);
    return;
  }
  if (source.generator == Generator::jekyll) {
    if (!jekyll_reads(source, path, collection)) return;
  } else {
    if (is_housekeeping(name)) return;
    if (source.generator == Generator::eleventy && !eleventy_reads(path)) return;
  }
  if (is_text(path) && lies_in_content(source, path)) {
    list.texts.push_back({path, collection, stamp});
  } else {
    list.others.push_back(path);
  }
}

/// Texts beside or below an index.md are resources of that page, which Hugo does not publish.
void set_bundled_aside(FileList& list) {
  std::set<std::string> bundles;
  for (const auto& file : list.texts) {
    const auto slash = file.path.rfind('/');
    if (slash != std::string::npos && file.path.substr(slash + 1).starts_with("index."))
      bundles.insert(file.path.substr(0, slash + 1));
  }
  const auto bundled = [&](const SourceFile& file) {
    if (file.path.substr(file.path.rfind('/') + 1).starts_with("index.")) return false;
    for (auto slash = file.path.find('/'); slash != std::string::npos;
         slash = file.path.find('/', slash + 1)) {
      if (bundles.contains(file.path.substr(0, slash + 1))) return true;
    }
    return false;
  };
  for (const auto& file : list.texts) {
    if (bundled(file)) list.others.push_back(file.path);
  }
  std::erase_if(list.texts, bundled);
}

/// Beside an index.md, a README.md is about the repository: both would have the folder's address.
void set_second_index_aside(FileList& list) {
  std::set<std::string> texts;
  for (const auto& file : list.texts) texts.insert(file.path);
  const auto second = [&](const SourceFile& file) {
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    return name == "README.md" &&
           texts.contains(file.path.substr(0, file.path.size() - name.size()) + "index.md");
  };
  for (const auto& file : list.texts) {
    if (second(file)) list.others.push_back(file.path);
  }
  std::erase_if(list.texts, second);
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
  if (source.generator == Generator::hugo) set_bundled_aside(list);
  if (source.generator != Generator::jekyll) set_second_index_aside(list);
  std::sort(list.texts.begin(), list.texts.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  std::sort(list.others.begin(), list.others.end());
  return list;
}

bool may_hide_texts(const Error& problem) {
  return problem.code == "file_unreadable" || problem.code == "folder_unreadable" ||
         problem.code == "too_many_files";
}

}  // namespace veille::site
