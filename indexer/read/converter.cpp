#include "indexer/read/converter.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "indexer/read/helper_program.h"
#include "indexer/read/system_call_filter.h"

namespace veille::read {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBubblewrap = "/usr/bin/bwrap";
constexpr const char* kPrlimit = "/usr/bin/prlimit";
constexpr const char* kInside = "/veille-convert";

fs::path find_program(const fs::path& program) {
  const std::string purpose = "the program that reads documents";
  return program.empty() ? find_helper("veille-convert", purpose)
                         : checked_helper(program, purpose);
}

/// The limits that the converter sets itself before it reads a byte, set once more around
/// bubblewrap: they hold whatever program it runs.
std::vector<std::string> limited(const DocumentLimits& limits) {
  const auto cpu = limits.cpu.count();
  std::vector<std::string> command = {
      kPrlimit, "--core=0", "--fsize=0",
      "--cpu=" + std::to_string(cpu) + ":" + std::to_string(cpu + 1)};
#ifndef __SANITIZE_ADDRESS__  // whose shadow memory is larger than any sensible limit
  command.push_back("--as=" + std::to_string(limits.memory_bytes));
#endif
  return command;
}

/// Bubblewrap before a command: namespaces of its own, no capability, no file but the system's
/// libraries, fonts and `program`, all read-only, and the filter of system calls on
/// kChildDescriptor.
std::vector<std::string> sandbox(const fs::path& program, bool with_filter) {
  std::vector<std::string> command = {kBubblewrap,     "--unshare-all", "--die-with-parent",
                                      "--new-session", "--clearenv",    "--cap-drop",
                                      "ALL",           "--chdir",       "/"};
  for (const char* folder :
       {"/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/local/lib", "/usr/share/fonts",
        "/usr/share/fontconfig", "/usr/share/poppler", "/etc/fonts"}) {
    command.insert(command.end(), {"--ro-bind-try", folder, folder});
  }
  command.insert(command.end(), {"--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
                                 "--ro-bind", program.string(), kInside, "--remount-ro", "/"});
  if (with_filter) command.insert(command.end(), {"--seccomp", std::to_string(kChildDescriptor)});
  return command;
}

}  // namespace

Converter::Converter(const fs::path& program, const DocumentLimits& limits)
    : program_(find_program(program)), limits_(limits) {}

ChildOutcome Converter::run_in(bool in_sandbox, const std::string& kind,
                               const std::string& bytes) const {
  const std::string filter = in_sandbox ? sandbox_call_filter() : "";
  std::vector<std::string> command;
  if (in_sandbox) {
    command = limited(limits_);
    const auto more = sandbox(program_, !filter.empty());
    command.insert(command.end(), more.begin(), more.end());
  }
  command.insert(
      command.end(),
      {in_sandbox ? kInside : program_.string(), kind, std::to_string(limits_.cpu.count()),
       std::to_string(limits_.memory_bytes), std::to_string(limits_.pages)});
  return run_child(command, bytes, {limits_.wall, limits_.output_bytes}, filter);
}

bool Converter::works_in(bool in_sandbox) const {
  try {
    const ChildOutcome outcome = run_in(in_sandbox, "probe", "");
    return outcome.exit_code == 0 && outcome.output.find("complete") != std::string::npos;
  } catch (const std::runtime_error&) {
    return false;
  }
}

bool Converter::has_sandbox() const {
  const std::lock_guard lock(mutex_);
  if (sandbox_ == Sandbox::unknown) {
    if (works_in(true)) {
      sandbox_ = Sandbox::works;
    } else if (works_in(false)) {
      sandbox_ = Sandbox::does_not_work;
    } else {
      throw std::runtime_error(program_.string() +
                               ": the program that reads documents does not run");
    }
  }
  return sandbox_ == Sandbox::works;
}

ChildOutcome Converter::run(const std::string& kind, const std::string& bytes) const {
  return run_in(has_sandbox(), kind, bytes);
}

std::string Converter::confinement() const {
  const std::lock_guard lock(mutex_);
  if (sandbox_ == Sandbox::unknown) return "not used";
  return sandbox_ == Sandbox::works ? "bubblewrap" : "limits only";
}

}  // namespace veille::read
