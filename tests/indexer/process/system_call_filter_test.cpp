#include "indexer/process/system_call_filter.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace veille::process {
namespace {

constexpr const char* kNowhere = "/nonexistent/veille";

/// How a process ends that does `deed` below the filter: 1 or 0 for true or false, or 128 + signal.
int below_the_filter(const std::function<bool()>& deed) {
  const pid_t child = fork();
  if (child == 0) {
    apply_call_filter();
    _exit(deed() ? 1 : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// Each with arguments that change nothing where the call is let through.
std::vector<std::pair<const char*, std::function<long()>>> refused_calls() {
  const pid_t other = getpid();
  return {
      {"execve", [] { return syscall(SYS_execve, kNowhere, nullptr, nullptr); }},
      {"execveat", [] { return syscall(SYS_execveat, -1, kNowhere, nullptr, nullptr, 0); }},
      {"clone", [] { return syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0); }},
      {"kill", [=] { return syscall(SYS_kill, other, 0); }},
      {"tkill", [=] { return syscall(SYS_tkill, other, 0); }},
      {"tgkill", [=] { return syscall(SYS_tgkill, other, other, 0); }},
      {"rt_sigqueueinfo", [=] { return syscall(SYS_rt_sigqueueinfo, other, 0, nullptr); }},
      {"rt_tgsigqueueinfo",
       [=] { return syscall(SYS_rt_tgsigqueueinfo, other, other, 0, nullptr); }},
      {"pidfd_open", [=] { return syscall(SYS_pidfd_open, other, 0); }},
      {"pidfd_send_signal", [] { return syscall(SYS_pidfd_send_signal, -1, 0, nullptr, 0); }},
      {"F_SETOWN", [=] { return static_cast<long>(fcntl(0, F_SETOWN, other)); }},
      {"process_vm_readv", [=] { return syscall(SYS_process_vm_readv, other, 0, 0, 0, 0, 0); }},
      {"process_vm_writev", [=] { return syscall(SYS_process_vm_writev, other, 0, 0, 0, 0, 0); }},
      {"ptrace", [=] { return syscall(SYS_ptrace, PTRACE_PEEKDATA, other, 0, 0); }},
      {"prlimit64", [=] { return syscall(SYS_prlimit64, other, RLIMIT_CPU, nullptr, nullptr); }},
      {"setpriority", [=] { return syscall(SYS_setpriority, PRIO_PROCESS, other, 0); }},
      {"openat to write", [] { return syscall(SYS_openat, AT_FDCWD, kNowhere, O_WRONLY); }},
      {"openat to make",
       [] { return syscall(SYS_openat, AT_FDCWD, kNowhere, O_RDONLY | O_CREAT, 0600); }},
      {"openat to empty", [] { return syscall(SYS_openat, AT_FDCWD, kNowhere, O_TRUNC); }},
      {"openat2", [] { return syscall(SYS_openat2, AT_FDCWD, kNowhere, nullptr, 0); }},
      {"unlinkat", [] { return syscall(SYS_unlinkat, AT_FDCWD, kNowhere, 0); }},
      {"renameat2", [] { return syscall(SYS_renameat2, -1, kNowhere, -1, kNowhere, 0); }},
      {"linkat", [] { return syscall(SYS_linkat, -1, kNowhere, -1, kNowhere, 0); }},
      {"symlinkat", [] { return syscall(SYS_symlinkat, kNowhere, -1, kNowhere); }},
      {"mkdirat", [] { return syscall(SYS_mkdirat, -1, kNowhere, 0700); }},
      {"fchmodat", [] { return syscall(SYS_fchmodat, -1, kNowhere, 0); }},
      {"truncate", [] { return syscall(SYS_truncate, kNowhere, 0); }},
#ifdef SYS_unlink
      {"open to write", [] { return syscall(SYS_open, kNowhere, O_RDWR); }},
      {"unlink", [] { return syscall(SYS_unlink, kNowhere); }},
      {"rmdir", [] { return syscall(SYS_rmdir, kNowhere); }},
      {"rename", [] { return syscall(SYS_rename, kNowhere, kNowhere); }},
#endif
      {"socket", [] { return syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0); }},
      {"memfd_create", [] { return syscall(SYS_memfd_create, nullptr, 0); }},
      {"io_uring_setup", [] { return syscall(SYS_io_uring_setup, 0, nullptr); }},
      {"mount", [] { return syscall(SYS_mount, "none", kNowhere, "tmpfs", 0, nullptr); }},
      {"chroot", [] { return syscall(SYS_chroot, kNowhere); }},
      {"unshare", [] { return syscall(SYS_unshare, CLONE_NEWUSER); }},
      {"prctl", [] { return syscall(SYS_prctl, 0, 0, 0, 0, 0); }},
  };
}

TEST(ApplyCallFilter, RefusesWhatNoReaderOfDocumentsNeeds) {
  for (const auto& [name, call] : refused_calls()) {
    const auto is_refused = [&call = call] { return call() == -1 && errno == EPERM; };
    EXPECT_EQ(below_the_filter(is_refused), 1) << name;
  }
}

TEST(ApplyCallFilter, LetsItReadComputeAndMakeThreads) {
  EXPECT_EQ(below_the_filter([] {
              std::ifstream in(VEILLE_SOURCE_DIR "/README.md");
              std::string line;
              return static_cast<bool>(std::getline(in, line));
            }),
            1);
  EXPECT_EQ(below_the_filter([] {
              bool done = false;
              std::thread([&] { done = std::string(1 << 24, 'x').size() > 1; }).join();
              return done;
            }),
            1);
}

TEST(ApplyCallFilter, LetsItAbort) {
  EXPECT_EQ(below_the_filter([]() -> bool { std::abort(); }), 128 + SIGABRT);
}

}  // namespace
}  // namespace veille::process
