#include "searchd/await_index.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <csignal>
#include <string>

#include "searchd/observe/service_manager.h"
#include "veille/utf8.h"

namespace veille {
namespace {

using search::CurrentSnapshot;

/// Holds the signals that end the program back while it lives, so that they can be waited for.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&held_);
    sigaddset(&held_, SIGTERM);
    sigaddset(&held_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &held_, &before_);
  }
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  /// Whether one came within `seconds`; the service manager hears each second that we live.
  bool came_within(std::chrono::seconds seconds) const {
    for (auto passed = std::chrono::seconds(0); passed < seconds; ++passed) {
      const timespec second{1, 0};
      if (sigtimedwait(&held_, nullptr, &second) > 0) return true;
      observe::tell_alive();
    }
    return false;
  }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

/// Nothing there costs nothing to look at; checking what was refused may take all of a disk.
std::chrono::seconds pause_after(const Error& error) {
  const bool nothing = error.code == "index_missing" || error.code == "snapshot_missing";
  return nothing ? std::chrono::seconds(1) : CurrentSnapshot::kRetry;
}

}  // namespace

std::shared_ptr<CurrentSnapshot> await_index(const std::filesystem::path& index,
                                             const search::ServingOptions& options) {
  const HeldSignals signals;
  std::string told;
  for (;;) {
    auto snapshot = CurrentSnapshot::open(index, options);
    if (snapshot) {
      if (!told.empty()) observe::tell_status("");
      return *snapshot;
    }
    const std::string reason = printable(to_string(snapshot.error()));
    if (told.empty()) observe::tell_ready();
    if (reason != told) {
      spdlog::warn("waiting for an index: {}", reason);
      observe::tell_status("waiting for an index: " + reason);
      told = reason;
    }
    if (signals.came_within(pause_after(snapshot.error()))) return nullptr;
  }
}

}  // namespace veille
