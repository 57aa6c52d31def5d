// The system calls that converters may make, held by the kernel: below the namespaces, and where
// there are none.
#pragma once

#include <string>

namespace veille::process {

/// A seccomp program in the kernel's form (an array of sock_filter), as bubblewrap's --seccomp
/// takes it: bubblewrap has to start the converter below it, so it names what is refused. Sockets,
/// new processes, and what reaches into other processes, namespaces or mounts fail with EPERM.
/// Empty on processors that it does not know.
std::string sandbox_call_filter();

/// Lets this process make, for good, no other calls than reading documents takes: it can read files
/// and make threads, but start no program or process, signal or read no other process, connect to
/// nothing, and make, change, rename or remove no file. All else fails with EPERM. Does nothing
/// where the kernel cannot.
void apply_call_filter();

}  // namespace veille::process
