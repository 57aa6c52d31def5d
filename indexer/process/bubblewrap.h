// The world in which helpers run, where this machine lets bubblewrap make one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace veille::process {

/// Bubblewrap before a command: namespaces of its own, no environment, no capability, and no file
/// but `readable` (what is not there is left out) and `program` as `inside`, all read-only. More of
/// its options may follow, and then the command.
std::vector<std::string> bubblewrap(const std::vector<std::string>& readable,
                                    const std::filesystem::path& program,
                                    const std::string& inside);

}  // namespace veille::process
