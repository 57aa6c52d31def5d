// A program in place of the converter that tries what a document could make a broken converter do.
// The text of the document chooses: "try" tries all that must fail and says what it managed;
// "output", "run" and "sleep" do not end.
//
// It runs on developers' machines, maybe as root: so it tries nothing where it can see that no
// sandbox surrounds it, and each deed is chosen to change nothing even where it succeeds.

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <sched.h>
#include <sys/syscall.h>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

/// Only to this machine: no test sends anything elsewhere.
bool connects(const char* address) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(9);
  inet_pton(AF_INET, address, &to.sin_addr);
  // A refused connection has left the sandbox, too.
  return fd >= 0 &&
         (connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 || errno == ECONNREFUSED);
}

bool reads(const char* path) { return open(path, O_RDONLY) >= 0; }

bool lists(const char* path) { return opendir(path) != nullptr; }

/// Makes a file of its own, which it removes again.
bool writes(const char* path) {
  const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fd < 0) return false;
  unlink(path);
  return true;
}

/// Whether the call that failed was let through to where its arguments were found wanting.
bool is_let_through(long result) { return result == 0 || errno != EPERM; }

bool is_outside() {
  for (const char* path : {"/proc/self", "/usr/bin", "/etc/passwd", VEILLE_BINARY_DIR}) {
    if (access(path, F_OK) == 0) return true;
  }
  return false;
}

bool forks() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  return child > 0;
}

bool clones() {
  const long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
  if (child == 0) _exit(0);
  return child > 0;
}

bool allocates(std::size_t bytes) {
  return mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
         MAP_FAILED;
}

/// What must fail, each with the name under which it is told.
std::vector<std::pair<const char*, std::function<bool()>>> deeds() {
  return {
      {"connect to this machine", [] { return connects("127.0.0.1"); }},
      {"open a raw socket", [] { return socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0; }},
      {"open a local socket", [] { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
      {"open a netlink socket", [] { return socket(AF_NETLINK, SOCK_RAW, 0) >= 0; }},
      {"read /etc/shadow", [] { return reads("/etc/shadow"); }},
      {"read /etc/passwd", [] { return reads("/etc/passwd"); }},
      {"read another process", [] { return reads("/proc/1/environ"); }},
      {"list the source folder", [] { return lists(VEILLE_SOURCE_DIR); }},
      {"list the home folders", [] { return lists("/home") || lists("/root"); }},
      {"list /proc", [] { return lists("/proc"); }},
      {"list /tmp", [] { return lists("/tmp"); }},
      {"write to the build folder", [] { return writes(VEILLE_BINARY_DIR "/veille-written"); }},
      {"write to /tmp", [] { return writes("/tmp/veille-written"); }},
      {"write to its own root", [] { return writes("/veille-written"); }},
      {"write over the converter", [] { return open("/veille-convert", O_WRONLY) >= 0; }},
      {"make a folder",
       [] { return mkdir("/veille-made", 0700) == 0 && rmdir("/veille-made") == 0; }},
      {"start a process", forks},
      {"start one in a new namespace", clones},
      {"make a namespace", [] { return unshare(CLONE_NEWUSER) == 0; }},
      {"run a shell", [] { return access("/bin/sh", X_OK) == 0; }},
      {"trace a process", [] { return is_let_through(ptrace(PTRACE_SEIZE, 0, nullptr, nullptr)); }},
      {"signal its parent", [] { return kill(getppid(), 0) == 0; }},
      {"signal a thread of its parent",
       [] { return is_let_through(syscall(SYS_tkill, getppid(), 0)); }},
      {"queue a signal for its parent",
       [] { return is_let_through(syscall(SYS_rt_sigqueueinfo, getppid(), 0, nullptr)); }},
      {"queue a signal for a thread",
       [] { return is_let_through(syscall(SYS_rt_tgsigqueueinfo, getppid(), getppid(), 0, 0)); }},
      {"open its parent", [] { return is_let_through(syscall(SYS_pidfd_open, getppid(), 0)); }},
      {"signal by a descriptor",
       [] { return is_let_through(syscall(SYS_pidfd_send_signal, -1, 0, nullptr, 0)); }},
      {"read its parent's memory",
       [] { return is_let_through(syscall(SYS_process_vm_readv, getppid(), 0, 0, 0, 0, 0)); }},
      {"write its parent's memory",
       [] { return is_let_through(syscall(SYS_process_vm_writev, getppid(), 0, 0, 0, 0, 0)); }},
      {"run a program by a descriptor",
       [] { return is_let_through(syscall(SYS_execveat, -1, "", nullptr, nullptr, 0)); }},
      {"mount a file system",
       [] { return is_let_through(mount("none", "/nonexistent", "tmpfs", 0, nullptr)); }},
      {"change its root", [] { return is_let_through(chroot("/nonexistent")); }},
      {"allocate 4 GiB", [] { return allocates(std::size_t{4} << 30); }},
      {"find its surroundings", [] { return std::getenv("HOME") != nullptr; }},
      {"change the name of the machine",
       [] { return is_let_through(syscall(SYS_sethostname, "x", -1)); }},
  };
}

void write_without_end() {
  const std::string line(65536, 'x');
  while (std::cout << line) {
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string kind = argc > 1 ? argv[1] : "";
  if (kind == "probe") {
    std::cout << "{\"complete\": true}\n";
    return 0;
  }
  std::string deed;
  std::cin >> deed;
  if (deed == "output") write_without_end();
  for (volatile bool on = true; deed == "run" && on;) {
  }
  while (deed == "sleep") pause();
  if (is_outside()) {
    std::cout << "{\"text\": \"outside\"}\n{\"complete\": true}\n";
    return 0;
  }
  int tried = 0;
  for (const auto& [name, works] : deeds()) {
    ++tried;
    if (works()) std::cout << "{\"text\": \"" << name << "\"}\n";
  }
  std::cout << "{\"text\": \"tried " << tried << "\"}\n{\"complete\": true}\n";
  return 0;
}
