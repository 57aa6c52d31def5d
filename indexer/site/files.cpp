#include "indexer/site/files.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <stdexcept>

#include "indexer/site/date.h"
#include "indexer/site/hugo.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;

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

void add_file(const Source& source, const std::string& path, FileList& list) {
  if (is_excluded(source, path)) return;
  const Collection* collection = collection_of(source, path);
  const std::string name = path.substr(path.rfind('/') + 1);
  if (source.generator == Generator::jekyll) {
    if (!jekyll_reads(source, path, collection)) return;
  } else {
    if (is_housekeeping(name)) return;
    if (source.generator == Generator::eleventy && !eleventy_reads(path)) return;
  }
  if (is_text(path) && lies_in_content(source, path)) {
    list.texts.push_back({path, collection});
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

Error problem(std::string code, std::string what, std::string where, std::string mend) {
  return {std::move(code), std::move(what), std::move(where), 0, std::move(mend)};
}

bool is_skipped_folder(const std::string& name) {
  return name.starts_with('.') || name == "node_modules" || name == "vendor";
}

/// One entry of the walk; decides whether a folder is entered.
void visit(const Source& source, fs::recursive_directory_iterator& entry, FileList& list) {
  const std::string path = entry->path().lexically_relative(source.folder).generic_string();
  const std::string name = entry->path().filename().string();
  std::error_code failure;
  const auto status = entry->symlink_status(failure);
  if (failure) {
    list.problems.push_back(
        problem("file_unreadable", failure.message(), path, "check the file's permissions"));
  } else if (fs::is_symlink(status)) {
    list.problems.push_back(problem("symbolic_link", "a symbolic link is not followed", path,
                                    "put the file itself there"));
  } else if (fs::is_directory(status)) {
    if (is_skipped_folder(name))
      entry.disable_recursion_pending();
    else if (entry.depth() + 1 >= kMaxDepth) {
      entry.disable_recursion_pending();
      list.problems.push_back(
          problem("too_deep", "folders nest too deep", path, "move the files higher up"));
    }
  } else if (!name.starts_with('.') && fs::is_regular_file(status)) {
    add_file(source, path, list);
  }
}

Error unreadable(const std::string& path) {
  return problem("file_unreadable", std::strerror(errno), path,
                 "check that the file is there and may be read");
}

/// Closes a descriptor at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Result<std::string> read_all(int fd, const std::string& path, std::size_t expected_bytes) {
  std::string bytes;
  bytes.reserve(expected_bytes + 1);
  char buffer[65536];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return unreadable(path);
    if (n == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(n));
    if (bytes.size() > kMaxFileBytes) break;
  }
  return problem("file_too_large", "the file grew while it was read", path,
                 "run again when it is complete");
}

}  // namespace

FileList list_files(const Source& source) {
  FileList list;
  std::error_code failure;
  fs::recursive_directory_iterator entry(source.folder, failure);
  if (failure)
    throw std::runtime_error("cannot read folder " + source.folder.string() + ": " +
                             failure.message());
  std::size_t seen = 0;
  while (entry != fs::recursive_directory_iterator()) {
    if (++seen > kMaxFiles) {
      list.problems.push_back(problem(
          "too_many_files", "the folder holds more than 1,000,000 files", "", "exclude some"));
      break;
    }
    visit(source, entry, list);
    const std::string at = entry->path().lexically_relative(source.folder).generic_string();
    entry.increment(failure);
    if (failure) {
      list.problems.push_back(
          problem("folder_unreadable", failure.message(), at, "check the folder's permissions"));
      if (entry == fs::recursive_directory_iterator()) break;
    }
  }
  if (source.generator == Generator::hugo) set_bundled_aside(list);
  if (source.generator != Generator::jekyll) set_second_index_aside(list);
  std::sort(list.texts.begin(), list.texts.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  std::sort(list.others.begin(), list.others.end());
  return list;
}

Result<std::string> read_file(const Source& source, const std::string& path) {
  const std::string full = (source.folder / path).string();
  const Descriptor file(open(full.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) return unreadable(path);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return unreadable(path);
  if (!S_ISREG(status.st_mode)) {
    return problem("file_not_regular", "this is no regular file", path,
                   "put a file there, not a pipe or a device");
  }
  const auto bytes = static_cast<std::uintmax_t>(status.st_size);
  if (bytes > kMaxFileBytes) {
    return problem("file_too_large", "the file is larger than 64 MiB", path,
                   "split it, or exclude it");
  }
  return read_all(file.get(), path, static_cast<std::size_t>(bytes));
}

}  // namespace veille::site
