#include "indexer/process/helper_program.h"

#include <unistd.h>

#include <stdexcept>

namespace veille::process {

namespace fs = std::filesystem;

fs::path find_helper(const std::string& name, const std::string& purpose) {
  const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
  const fs::path beside = folder / name;
  const fs::path installed = (folder / VEILLE_LIBEXEC_DIR / name).lexically_normal();
  return checked_helper(fs::exists(beside) ? beside : installed, purpose);
}

fs::path checked_helper(const fs::path& program, const std::string& purpose) {
  if (access(program.c_str(), X_OK) != 0)
    throw std::runtime_error(program.string() + ": " + purpose + " is not there");
  return fs::absolute(program);
}

}  // namespace veille::process
