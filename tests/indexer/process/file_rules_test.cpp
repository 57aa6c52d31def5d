#include "indexer/process/file_rules.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <functional>
#include <string>

#include "indexer/process/child.h"
#include "tests/temporary_folder.h"

namespace veille::process {
namespace {

bool kernel_has_rules() {
  constexpr unsigned kVersion = 1;  // LANDLOCK_CREATE_RULESET_VERSION
  return syscall(SYS_landlock_create_ruleset, nullptr, 0, kVersion) >= 1;
}

/// Whether `deed` is true in a process below the rules.
bool below(const FileRules& rules, const std::function<bool()>& deed) {
  const pid_t child = fork();
  if (child == 0) {
    apply_file_rules(rules);
    _exit(deed() ? 1 : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

bool is_kept_from(const std::string& path, int flags) {
  const int fd = open(path.c_str(), flags, 0600);
  const int error = errno;
  if (fd >= 0) close(fd);
  return fd < 0 && error == EACCES;
}

class FileRulesTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!kernel_has_rules()) GTEST_SKIP() << "this kernel has no Landlock";
  }
};

TEST_F(FileRulesTest, KeepAllFilesAwayThatTheyDoNotName) {
  const TemporaryFolder folder;
  const std::string secret = folder.path() / "secret";
  std::ofstream(secret) << "a secret";
  const FileRules libraries{library_folders(), {}};
  for (const auto& path : {secret, std::string("/etc/passwd"), std::string("/proc/self/environ")}) {
    EXPECT_FALSE(is_kept_from(path, O_RDONLY)) << path;
    EXPECT_TRUE(below(libraries, [&] { return is_kept_from(path, O_RDONLY); })) << path;
  }
  EXPECT_TRUE(
      below(libraries, [&] { return is_kept_from(folder.path(), O_RDONLY | O_DIRECTORY); }));
  EXPECT_TRUE(below(libraries, [&] { return is_kept_from(secret, O_WRONLY); }));
  EXPECT_TRUE(below(libraries, [&] { return unlink(secret.c_str()) != 0 && errno == EACCES; }));
  EXPECT_TRUE(below(libraries, [] { return has_file_rules(); }));
  EXPECT_FALSE(has_file_rules());
}

TEST_F(FileRulesTest, LetReadableFilesBeReadOnly) {
  const TemporaryFolder folder;
  const std::string file = folder.path() / "file";
  const std::string other = folder.path() / "other";
  std::ofstream(file) << "a text";
  std::ofstream(other) << "a text";
  const FileRules one{{file, "/nonexistent/veille"}, {}};
  EXPECT_TRUE(below(one, [&] { return open(file.c_str(), O_RDONLY) >= 0; }));
  EXPECT_TRUE(below(one, [&] { return is_kept_from(file, O_WRONLY); }));
  EXPECT_TRUE(below(one, [&] { return is_kept_from(other, O_RDONLY); }));
  const FileRules all{{folder.path()}, {}};
  EXPECT_TRUE(below(all, [&] { return open(other.c_str(), O_RDONLY) >= 0; }));
  EXPECT_TRUE(below(all, [&] { return is_kept_from(other + "s", O_WRONLY | O_CREAT); }));
}

TEST_F(FileRulesTest, LetFilesBeMadeRenamedAndRemovedInAWritableFolder) {
  const TemporaryFolder folder;
  const std::string made = folder.path() / "made";
  const std::string renamed = folder.path() / "renamed";
  EXPECT_TRUE(below({{}, {folder.path()}}, [&] {
    return open(made.c_str(), O_WRONLY | O_CREAT, 0600) >= 0 &&
           rename(made.c_str(), renamed.c_str()) == 0 && open(renamed.c_str(), O_RDONLY) >= 0 &&
           open(folder.path().c_str(), O_RDONLY | O_DIRECTORY) >= 0 &&
           unlink(renamed.c_str()) == 0 && is_kept_from("/etc/passwd", O_RDONLY);
  }));
}

}  // namespace
}  // namespace veille::process
