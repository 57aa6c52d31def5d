// The members of a ZIP archive that an office document consists of.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "veille/result.h"

namespace veille::convert {

using Members = std::map<std::string, std::string>;

/// The members of `bytes` with one of `names`, inflated; those that are not there are left out.
///
/// Errors: damaged (no directory, or a member cannot be inflated);
///         encrypted;
///         archive (more than 1,000 members, ZIP64, members that overlap, have one name or a
///         compression other than deflate, more than 64 MiB inflated, or a member above 1 MiB that
///         inflates to more than 100 times its size). Other archives inside are never opened.
Result<Members> read_members(std::string_view bytes, const std::set<std::string>& names);

}  // namespace veille::convert
