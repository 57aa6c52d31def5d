#include "indexer/process/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <utility>

namespace veille::process {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxMessageBytes = 4096;

[[noreturn]] void fail(const std::string& what, int error) {
  throw std::runtime_error(what + ": " + std::strerror(error));
}

/// A file descriptor, closed at the end.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

/// The same open file under a number above 2: where our own standard streams are closed, new
/// descriptors take their numbers, and handing them to the child one by one would overwrite one
/// with another.
Descriptor above_standard(int fd) {
  Descriptor original(fd);
  if (fd > 2) return original;
  Descriptor moved(fcntl(fd, F_DUPFD_CLOEXEC, 3));
  if (!moved.is_open()) fail("cannot duplicate a file descriptor", errno);
  return moved;
}

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("cannot make a pipe", errno);
  Pipe pipe;
  pipe.read = above_standard(ends[0]);
  pipe.write = above_standard(ends[1]);
  return pipe;
}

/// `bytes` as a file in memory, read from its beginning. No pipe: nobody has to feed it, and
/// nothing raises SIGPIPE.
Descriptor memory_file(const std::string& bytes) {
  const int fd = memfd_create("veille-input", MFD_CLOEXEC);
  if (fd < 0) fail("cannot make a file in memory", errno);
  Descriptor file = above_standard(fd);
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t n = ::write(file.get(), bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("cannot fill a file in memory", errno);
    done += static_cast<std::size_t>(n);
  }
  if (lseek(file.get(), 0, SEEK_SET) != 0) fail("cannot rewind a file in memory", errno);
  return file;
}

/// What posix_spawn is told: the three streams, a process group, no signals blocked or ignored.
class SpawnPlan {
 public:
  SpawnPlan(int in, int out, int err, int beside) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, in, 0);
    posix_spawn_file_actions_adddup2(&actions_, out, 1);
    posix_spawn_file_actions_adddup2(&actions_, err, 2);
    // Last: the number may be that of one of the others, which are copied by now.
    if (beside >= 0) posix_spawn_file_actions_adddup2(&actions_, beside, kChildDescriptor);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  pid_t start(const std::vector<std::string>& arguments) const {
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    char* no_environment[] = {nullptr};
    pid_t pid = -1;
    const int error =
        posix_spawn(&pid, argv[0], &actions_, &attributes_, argv.data(), no_environment);
    if (error != 0) fail("cannot start " + arguments[0], error);
    return pid;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

/// A running child; killed with its group and reaped at the end, whatever happens.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) {
      kill_group();
      wait();
    }
  }

  void kill_group() const { kill(-pid_, SIGKILL); }

  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    return reaped(status);
  }

  /// Waits for its end, but kills it at `deadline`; whether that was needed.
  bool wait_until(Clock::time_point deadline, int& exit_code) {
    // Without a bound it would overflow after a second, and the wait would be a busy one.
    constexpr std::chrono::microseconds kMostPause = std::chrono::milliseconds(20);
    int status = 0;
    for (auto pause = std::chrono::microseconds(100);; pause = std::min(pause * 2, kMostPause)) {
      if (waitpid(pid_, &status, WNOHANG) == pid_) {
        exit_code = reaped(status);
        return false;
      }
      if (Clock::now() >= deadline) break;
      std::this_thread::sleep_for(pause);
    }
    kill_group();
    exit_code = wait();
    return true;
  }

 private:
  int reaped(int status) {
    pid_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

  pid_t pid_;
};

/// Appends what can be read now; closes `from` at its end. False when `to` has reached `limit`.
bool take(Descriptor& from, std::string& to, std::size_t limit) {
  std::array<char, 65536> buffer;
  const ssize_t n = ::read(from.get(), buffer.data(), buffer.size());
  if (n < 0 && errno == EINTR) return true;
  if (n <= 0) {
    from.close();
    return true;
  }
  const auto room = limit - to.size();
  to.append(buffer.data(), std::min(room, static_cast<std::size_t>(n)));
  return static_cast<std::size_t>(n) <= room;
}

int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  return static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count(), 0));
}

/// Reads both streams to their ends, or until a limit is reached.
void read_streams(Descriptor& out, Descriptor& err, Clock::time_point deadline,
                  const ChildLimits& limits, ChildOutcome& outcome) {
  while (out.is_open() || err.is_open()) {
    // poll ignores descriptors below 0, which closed ones have.
    std::array<pollfd, 2> streams{{{out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}}};
    const auto wait = std::min<std::chrono::milliseconds::rep>(milliseconds_until(deadline),
                                                               limits.silence.count());
    const int ready = poll(streams.data(), streams.size(), static_cast<int>(wait));
    if (ready == 0) {
      outcome.timed_out = true;
      return;
    }
    if (ready < 0) continue;
    if (streams[0].revents != 0 && !take(out, outcome.output, limits.output_bytes)) {
      outcome.output_cut = true;
      return;
    }
    // Messages beyond the limit are read, so that the child does not block, and dropped.
    if (streams[1].revents != 0) take(err, outcome.messages, kMaxMessageBytes);
  }
}

}  // namespace

ChildOutcome run_child(const std::vector<std::string>& arguments, const std::string& input,
                       const ChildLimits& limits, const std::string& beside) {
  const auto deadline = Clock::now() + limits.wall;
  Descriptor in = memory_file(input);
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  Descriptor more = beside.empty() ? Descriptor() : memory_file(beside);
  const SpawnPlan plan(in.get(), out.write.get(), err.write.get(), more.get());
  Child child(plan.start(arguments));
  in.close();
  out.write.close();
  err.write.close();

  ChildOutcome outcome;
  read_streams(out.read, err.read, deadline, limits, outcome);
  if (outcome.timed_out || outcome.output_cut) {
    child.kill_group();
    outcome.exit_code = child.wait();
  } else {
    outcome.timed_out = child.wait_until(deadline, outcome.exit_code);
  }
  return outcome;
}

}  // namespace veille::process
