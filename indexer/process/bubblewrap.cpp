#include "indexer/process/bubblewrap.h"

namespace veille::process {

std::vector<std::string> bubblewrap(const std::vector<std::string>& readable,
                                    const std::filesystem::path& program,
                                    const std::string& inside) {
  std::vector<std::string> command = {"/usr/bin/bwrap",
                                      "--unshare-all",
                                      "--die-with-parent",
                                      "--new-session",
                                      "--clearenv",
                                      "--cap-drop",
                                      "ALL",
                                      "--chdir",
                                      "/"};
  for (const auto& path : readable) command.insert(command.end(), {"--ro-bind-try", path, path});
  command.insert(command.end(), {"--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
                                 "--ro-bind", program.string(), inside});
  return command;
}

}  // namespace veille::process
