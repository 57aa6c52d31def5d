#include "indexer/read/system_call_filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <vector>

namespace veille::read {
namespace {

#if defined(__x86_64__)
constexpr unsigned kProcessor = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kProcessor = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned kProcessor = 0;
#endif

constexpr unsigned kRefused[] = {
#ifdef __NR_fork
    __NR_fork,
#endif
#ifdef __NR_vfork
    __NR_vfork,
#endif
    __NR_socket,         __NR_connect,
    __NR_bind,           __NR_ptrace,
    __NR_kill,           __NR_process_vm_readv,
    __NR_mount,          __NR_process_vm_writev,
    __NR_umount2,        __NR_pivot_root,
    __NR_chroot,         __NR_unshare,
    __NR_setns,          __NR_bpf,
    __NR_keyctl,         __NR_add_key,
    __NR_request_key,    __NR_perf_event_open,
    __NR_io_uring_setup, __NR_userfaultfd,
    __NR_reboot,         __NR_init_module,
    __NR_finit_module,   __NR_pidfd_open,
    __NR_pidfd_getfd,    __NR_name_to_handle_at,
    __NR_syslog,         __NR_open_by_handle_at};

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

Filter make_filter() {
  constexpr unsigned kDeny = SECCOMP_RET_ERRNO | EPERM;
  constexpr unsigned kUnknown = SECCOMP_RET_ERRNO | ENOSYS;  // the C library falls back to clone
  constexpr unsigned kX32 = 0x40000000;  // a second table of numbers for the same calls
  Filter filter;
  add_load(filter, offsetof(seccomp_data, arch));
  filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 1, 0, kProcessor});
  add(filter, BPF_RET | BPF_K, kDeny);
  add_load(filter, offsetof(seccomp_data, nr));
  add_case(filter, BPF_JGE, kX32, kDeny);
  for (const unsigned call : kRefused) add_case(filter, BPF_JEQ, call, kDeny);
  add_case(filter, BPF_JEQ, __NR_clone3, kUnknown);
  // clone is asked for threads, too: the rest of the program looks at its flags alone.
  filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 1, 0, __NR_clone});
  add(filter, BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  add_load(filter, offsetof(seccomp_data, args));
  add_case(filter, BPF_JSET, CLONE_THREAD, SECCOMP_RET_ALLOW);
  add(filter, BPF_RET | BPF_K, kDeny);
  return filter;
}

}  // namespace

std::string system_call_filter() {
  if constexpr (kProcessor == 0) return {};
  const Filter filter = make_filter();
  std::string bytes(filter.size() * sizeof(sock_filter), '\0');
  std::memcpy(bytes.data(), filter.data(), bytes.size());
  return bytes;
}

void apply_system_call_filter() {
  if constexpr (kProcessor == 0) return;
  Filter filter = make_filter();
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  // Without this the kernel takes no filter from an ordinary user.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  }
}

}  // namespace veille::read
