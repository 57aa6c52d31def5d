// The programs that the indexer runs confined.
#pragma once

#include <filesystem>
#include <string>

namespace veille::process {

/// The program `name`: beside the running program, else in the libexec directory of its prefix,
/// wherever that was moved to.
/// Throws: std::runtime_error, saying that `purpose` ("the program that reads documents") is not
/// there.
std::filesystem::path find_helper(const std::string& name, const std::string& purpose);

/// `program` as an absolute path. Throws: as above, when it cannot be run.
std::filesystem::path checked_helper(const std::filesystem::path& program,
                                     const std::string& purpose);

}  // namespace veille::process
