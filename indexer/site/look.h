// What lies in a site's folder, for those to whom a wrong answer would make another site of it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "indexer/site/folder.h"

namespace veille::site {

/// Whether anything is there, or a folder, at a path that the owner names: through symbolic links.
///
/// Throws: std::runtime_error, when that cannot be told because the disk fails or a folder on the
/// way may not be entered: a site without its configuration would be read as another.
bool is_there(const std::filesystem::path& path);
bool is_folder(const std::filesystem::path& path);

enum class EntryType { none, file, folder, symbolic_link, other };

/// What lies at `path` below the site's folder. None where nothing does, or where ".." or a
/// symbolic link would lead there: sites do not say what is read outside of them. Throws the same.
EntryType type_of(const Folder& site, const std::string& path);
bool is_file(const Folder& site, const std::string& path);
bool is_folder(const Folder& site, const std::string& path);

/// At most the first `most_bytes` of a file below the site's folder; nothing where there is no
/// regular file, or none that may be read. Never waits for a pipe.
///
/// Throws: std::runtime_error, when the disk fails.
std::optional<std::string> beginning_of(const Folder& site, const std::string& path,
                                        std::size_t most_bytes);

struct FolderEntry {
  std::string path;  ///< below the site's folder
  EntryType type = EntryType::other;
};

enum class Step { go_on, leave_out, stop };  // leave_out: what lies in this folder

/// Visits what lies in `folder`, a path below the site's own ("" for that itself), and what lies in
/// folders below it, `most_depth` of them deep, in no order; nothing where there is no folder.
/// Symbolic links are not followed. What may not be read is left out: the walk over the site tells
/// of it.
///
/// Throws: std::runtime_error, when the disk fails.
void visit_below(const Folder& site, const std::string& folder, int most_depth,
                 const std::function<Step(const FolderEntry&)>& visit);

}  // namespace veille::site
