// The table at the end of a ZIP archive, held against what office programs write.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "veille/result.h"

namespace veille::convert {

/// An error of an archive; the program that asked says which document it was.
inline Error zip_error(const char* code) { return {code, "", "", 0, ""}; }

/// The packed size of each member by its name.
///
/// Errors: damaged, encrypted, archive, as read_members() says of what the table alone shows.
/// Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
Result<std::map<std::string, std::uint64_t>> read_directory(std::string_view bytes);

}  // namespace veille::convert
