#include "indexer/read/helper_program.h"

#include <unistd.h>

#include <stdexcept>

#ifndef VEILLE_LIBEXEC_DIR
#define VEILLE_LIBEXEC_DIR "/usr/local/libexec/veille"
#endif

namespace veille::read {

namespace fs = std::filesystem;

fs::path find_helper(const std::string& name, const std::string& purpose) {
  const fs::path beside = fs::read_symlink("/proc/self/exe").parent_path() / name;
  return checked_helper(fs::exists(beside) ? beside : fs::path(VEILLE_LIBEXEC_DIR) / name, purpose);
}

fs::path checked_helper(const fs::path& program, const std::string& purpose) {
  if (access(program.c_str(), X_OK) != 0)
    throw std::runtime_error(program.string() + ": " + purpose + " is not there");
  return fs::absolute(program);
}

}  // namespace veille::read
