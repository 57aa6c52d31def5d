// What lies in a site's folder, for those to whom a wrong answer would make another site of it.
#pragma once

#include <filesystem>
#include <functional>

namespace veille::site {

/// Whether anything is there.
/// Throws: std::runtime_error, when that cannot be told because the disk fails or a folder on the
/// way may not be entered: a site without its configuration would be read as another.
bool is_there(const std::filesystem::path& path);

/// Whether a regular file is there, or a folder; false when it is something else. Throws the same.
bool is_file(const std::filesystem::path& path);
bool is_folder(const std::filesystem::path& path);

enum class Step { go_on, leave_out, stop };  // leave_out: what lies in this folder

/// Visits what lies in `folder`, and what lies in folders below it, `most_depth` of them deep, in
/// no order; nothing where there is no folder. Symbolic links are not followed. What may not be
/// read is left out: the walk over the site tells of it.
///
/// Throws: std::runtime_error, when the disk fails.
void visit_below(const std::filesystem::path& folder, int most_depth,
                 const std::function<Step(const std::filesystem::directory_entry&)>& visit);

}  // namespace veille::site
