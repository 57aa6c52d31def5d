// The system calls that no converter needs, refused by the kernel: below the namespaces, and where
// there are none.
#pragma once

#include <string>

namespace veille::read {

/// A seccomp program in the kernel's form (an array of sock_filter), as bubblewrap's --seccomp
/// takes it; empty on processors that it does not know. Sockets, new processes, and what reaches
/// into other processes, namespaces or mounts fail with EPERM; threads may be made, programs run.
std::string system_call_filter();

/// Puts the same on this process, for good. Does nothing where the kernel cannot.
void apply_system_call_filter();

}  // namespace veille::read
