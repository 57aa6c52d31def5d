// The commit that a source's folder has checked out.
#pragma once

#include <filesystem>
#include <string>

namespace veille::site {

/// 40 hex digits; empty when the folder lies in no git checkout, or in one that cannot be read.
std::string checked_out_commit(const std::filesystem::path& folder);

}  // namespace veille::site
