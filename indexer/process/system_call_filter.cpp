#include "indexer/process/system_call_filter.h"

#include <asm/ioctls.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <vector>

namespace veille::process {
namespace {

#if defined(__x86_64__)
constexpr unsigned kProcessor = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kProcessor = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned kProcessor = 0;
#endif

/// What no converter needs, and bubblewrap neither once it has made the sandbox. It keeps execve,
/// and tgkill, by which a process aborts: nobody else is in its namespace of processes.
constexpr unsigned kRefused[] = {
#ifdef __NR_fork
    __NR_fork,
#endif
#ifdef __NR_vfork
    __NR_vfork,
#endif
    __NR_socket,
    __NR_connect,
    __NR_bind,
    __NR_ptrace,
    __NR_kill,
    __NR_tkill,
    __NR_rt_sigqueueinfo,
    __NR_rt_tgsigqueueinfo,
    __NR_pidfd_send_signal,
    __NR_execveat,
    __NR_process_vm_readv,
    __NR_process_vm_writev,
    __NR_mount,
    __NR_umount2,
    __NR_pivot_root,
    __NR_chroot,
    __NR_unshare,
    __NR_setns,
    __NR_bpf,
    __NR_keyctl,
    __NR_add_key,
    __NR_request_key,
    __NR_perf_event_open,
    __NR_io_uring_setup,
    __NR_userfaultfd,
    __NR_reboot,
    __NR_init_module,
    __NR_finit_module,
    __NR_pidfd_open,
    __NR_pidfd_getfd,
    __NR_name_to_handle_at,
    __NR_syslog,
    __NR_open_by_handle_at};

/// What reading a document takes: poppler, qpdf, libarchive, libxml2, fontconfig, the C and C++
/// libraries and their sanitizers, as seen by strace. Those with arguments that matter are below.
constexpr unsigned kAllowed[] = {
#ifdef __NR_stat
    __NR_stat, __NR_lstat, __NR_access, __NR_readlink, __NR_time,
#endif
    // Input and output.
    __NR_read, __NR_readv, __NR_pread64, __NR_write, __NR_writev, __NR_lseek, __NR_close, __NR_dup,
    __NR_pipe2, __NR_fadvise64,
    // What lies on disk.
    __NR_fstat, __NR_newfstatat, __NR_statx, __NR_statfs, __NR_fstatfs, __NR_faccessat,
    __NR_faccessat2, __NR_readlinkat, __NR_getdents64, __NR_getcwd,
    // Memory.
    __NR_mmap, __NR_munmap, __NR_mprotect, __NR_mremap, __NR_madvise, __NR_brk,
    // Threads, signals to oneself, and the end.
    __NR_futex, __NR_set_robust_list, __NR_rseq, __NR_set_tid_address, __NR_sched_yield,
    __NR_sched_getaffinity, __NR_membarrier, __NR_getcpu, __NR_rt_sigaction, __NR_rt_sigprocmask,
    __NR_rt_sigreturn, __NR_sigaltstack, __NR_restart_syscall, __NR_exit, __NR_exit_group,
    // Who, when and how much.
    __NR_getpid, __NR_gettid, __NR_getuid, __NR_geteuid, __NR_getgid, __NR_getegid, __NR_uname,
    __NR_sysinfo, __NR_getrandom, __NR_getrusage, __NR_times, __NR_clock_gettime, __NR_clock_getres,
    __NR_gettimeofday, __NR_nanosleep, __NR_clock_nanosleep};

constexpr unsigned kDeny = SECCOMP_RET_ERRNO | EPERM;
constexpr unsigned kAllow = SECCOMP_RET_ALLOW;

using Filter = std::vector<sock_filter>;

void add(Filter& filter, unsigned code, unsigned value) {
  filter.push_back({static_cast<unsigned short>(code), 0, 0, value});
}

void add_load(Filter& filter, std::size_t offset) {
  add(filter, BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offset));
}

/// Ends with `result` where what was loaded compares with `value` as `comparison` says.
void add_case(Filter& filter, unsigned comparison, unsigned value, unsigned result) {
  filter.push_back({static_cast<unsigned short>(BPF_JMP | comparison | BPF_K), 0, 1, value});
  add(filter, BPF_RET | BPF_K, result);
}

/// A call that depends on one of its arguments, of which the kernel takes 32 bits.
struct Condition {
  unsigned call;
  unsigned argument;
  unsigned comparison;  // BPF_JEQ: the argument is one of the values; BPF_JSET: it has a bit of one
  std::initializer_list<unsigned> values;
  unsigned then;
  unsigned otherwise;
};

void add_condition(Filter& filter, const Condition& condition) {
  const auto behind = static_cast<unsigned char>(condition.values.size() * 2 + 2);
  filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, behind, condition.call});
  add_load(filter, offsetof(seccomp_data, args) + condition.argument * sizeof(__u64));
  for (const unsigned value : condition.values)
    add_case(filter, condition.comparison, value, condition.then);
  add(filter, BPF_RET | BPF_K, condition.otherwise);
}

/// What all filters begin with: another processor's calls, and how threads are made.
Filter beginning() {
  constexpr unsigned kUnknown = SECCOMP_RET_ERRNO | ENOSYS;  // the C library falls back to clone
  constexpr unsigned kX32 = 0x40000000;  // a second table of numbers for the same calls
  Filter filter;
  add_load(filter, offsetof(seccomp_data, arch));
  filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 1, 0, kProcessor});
  add(filter, BPF_RET | BPF_K, kDeny);
  add_load(filter, offsetof(seccomp_data, nr));
  add_case(filter, BPF_JGE, kX32, kDeny);
  add_case(filter, BPF_JEQ, __NR_clone3, kUnknown);
  add_condition(filter, {__NR_clone, 0, BPF_JSET, {CLONE_THREAD}, kAllow, kDeny});
  return filter;
}

Filter make_sandbox_filter() {
  Filter filter = beginning();
  for (const unsigned call : kRefused) add_case(filter, BPF_JEQ, call, kDeny);
  add(filter, BPF_RET | BPF_K, kAllow);
  return filter;
}

Filter make_own_filter() {
  constexpr unsigned kWriting = O_ACCMODE | O_CREAT | O_TRUNC;
  const auto self = static_cast<unsigned>(getpid());
  Filter filter = beginning();
  for (const unsigned call : kAllowed) add_case(filter, BPF_JEQ, call, kAllow);
#ifdef __NR_open
  add_condition(filter, {__NR_open, 1, BPF_JSET, {kWriting}, kDeny, kAllow});
#endif
  add_condition(filter, {__NR_openat, 2, BPF_JSET, {kWriting}, kDeny, kAllow});
  // Not F_SETOWN, which names a process to be signalled.
  add_condition(filter, {__NR_fcntl,
                         1,
                         BPF_JEQ,
                         {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL},
                         kAllow,
                         kDeny});
  add_condition(filter, {__NR_ioctl, 1, BPF_JEQ, {TCGETS}, kAllow, kDeny});
  add_condition(filter, {__NR_prlimit64, 0, BPF_JEQ, {0, self}, kAllow, kDeny});
  // abort() is a signal to oneself.
  add_condition(filter, {__NR_tgkill, 0, BPF_JEQ, {self}, kAllow, kDeny});
  add(filter, BPF_RET | BPF_K, kDeny);
  return filter;
}

}  // namespace

std::string sandbox_call_filter() {
  if constexpr (kProcessor == 0) return {};
  const Filter filter = make_sandbox_filter();
  std::string bytes(filter.size() * sizeof(sock_filter), '\0');
  std::memcpy(bytes.data(), filter.data(), bytes.size());
  return bytes;
}

void apply_call_filter() {
  if constexpr (kProcessor == 0) return;
  Filter filter = make_own_filter();
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  // Without this the kernel takes no filter from an ordinary user.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  }
}

}  // namespace veille::process
