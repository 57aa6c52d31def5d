#include "indexer/process/file_rules.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace veille::process {
namespace {

constexpr __u64 kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr __u64 kWriting = kReading | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                           LANDLOCK_ACCESS_FS_REMOVE_FILE;
constexpr __u64 kOfFiles = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
/// All that the first version of Landlock knows: so that every kernel that has it takes the rules.
constexpr __u64 kHandled = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

int make_rule_set() {
  const landlock_ruleset_attr handled{kHandled};
  return static_cast<int>(syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
}

void allow(int rule_set, const std::vector<std::string>& paths, __u64 access) {
  for (const auto& path : paths) {
    const int fd = open(path.c_str(), O_PATH | O_CLOEXEC);
    if (fd < 0) continue;
    struct stat status {};
    const bool is_folder = fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
    // The kernel takes no rule for a file that names what only folders have.
    const landlock_path_beneath_attr rule{is_folder ? access : access & kOfFiles, fd};
    syscall(SYS_landlock_add_rule, rule_set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(fd);
  }
}

}  // namespace

void apply_file_rules(const FileRules& rules) {
  const int rule_set = make_rule_set();
  if (rule_set < 0) return;
  allow(rule_set, rules.readable, kReading);
  allow(rule_set, rules.writable, kWriting);
  // Without this the kernel takes no rules from an ordinary user.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) syscall(SYS_landlock_restrict_self, rule_set, 0);
  close(rule_set);
}

bool has_file_rules() {
  const int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0) close(fd);
  return fd < 0 && errno == EACCES;
}

std::vector<std::string> library_folders() {
  return {"/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/local/lib"};
}

}  // namespace veille::process
