#include "indexer/process/file_rules.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <functional>
#include <string>

#include "tests/indexer/process/landlock.h"
#include "tests/temporary_folder.h"

namespace veille::process {
namespace {

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

/// Where the kernel cannot, nothing is kept away.
const bool kKept = kernel_has_landlock();

TEST(FileRules, KeepAllFilesAwayThatTheyDoNotName) {
  const TemporaryFolder folder;
  const std::string secret = folder.path() / "secret";
  std::ofstream(secret) << "a secret";
  const FileRules libraries{library_folders(), {}};
  for (const auto& path : {secret, std::string("/etc/passwd"), std::string("/proc/self/environ")}) {
    EXPECT_FALSE(is_kept_from(path, O_RDONLY)) << path;
    EXPECT_EQ(below(libraries, [&] { return is_kept_from(path, O_RDONLY); }), kKept) << path;
  }
  EXPECT_EQ(below(libraries, [&] { return is_kept_from(folder.path(), O_RDONLY | O_DIRECTORY); }),
            kKept);
  EXPECT_EQ(below(libraries, [&] { return is_kept_from(secret, O_WRONLY); }), kKept);
  EXPECT_EQ(below(libraries, [&] { return unlink(secret.c_str()) != 0 && errno == EACCES; }),
            kKept);
  EXPECT_EQ(below(libraries, [] { return has_file_rules(); }), kKept);
  EXPECT_FALSE(has_file_rules());
}

TEST(FileRules, LetReadableFilesBeReadOnly) {
  const TemporaryFolder folder;
  const std::string file = folder.path() / "file";
  const std::string other = folder.path() / "other";
  std::ofstream(file) << "a text";
  std::ofstream(other) << "a text";
  const FileRules one{{file, "/nonexistent/veille"}, {}};
  EXPECT_TRUE(below(one, [&] { return open(file.c_str(), O_RDONLY) >= 0; }));
  EXPECT_EQ(below(one, [&] { return is_kept_from(file, O_WRONLY); }), kKept);
  EXPECT_EQ(below(one, [&] { return is_kept_from(other, O_RDONLY); }), kKept);
  const FileRules all{{folder.path()}, {}};
  EXPECT_TRUE(below(all, [&] { return open(other.c_str(), O_RDONLY) >= 0; }));
  EXPECT_EQ(below(all, [&] { return is_kept_from(other + "s", O_WRONLY | O_CREAT); }), kKept);
}

TEST(FileRules, LetFilesBeMadeRenamedAndRemovedInAWritableFolder) {
  const TemporaryFolder folder;
  const std::string made = folder.path() / "made";
  const std::string renamed = folder.path() / "renamed";
  const FileRules rules{{}, {folder.path()}};
  EXPECT_TRUE(below(rules, [&] {
    return open(made.c_str(), O_WRONLY | O_CREAT, 0600) >= 0 &&
           rename(made.c_str(), renamed.c_str()) == 0 && open(renamed.c_str(), O_RDONLY) >= 0 &&
           open(folder.path().c_str(), O_RDONLY | O_DIRECTORY) >= 0 && unlink(renamed.c_str()) == 0;
  }));
  EXPECT_EQ(below(rules, [] { return is_kept_from("/etc/passwd", O_RDONLY); }), kKept);
}

}  // namespace
}  // namespace veille::process
