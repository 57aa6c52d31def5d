#include "indexer/read/converter.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "indexer/process/bubblewrap.h"
#include "indexer/process/helper_program.h"
#include "indexer/process/system_call_filter.h"
#include "indexer/read/converter_files.h"

namespace veille::read {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrlimit = "/usr/bin/prlimit";
constexpr const char* kInBubblewrap = "bubblewrap";
constexpr const char* kInside = "/veille-convert";

fs::path find_program(const fs::path& program) {
  const std::string purpose = "the program that reads documents";
  return program.empty() ? process::find_helper("veille-convert", purpose)
                         : process::checked_helper(program, purpose);
}

/// The limits that the converter sets itself before it reads a byte, set once more around
/// bubblewrap: they hold whatever program it runs.
std::vector<std::string> limited(const ConverterLimits& limits) {
  const auto cpu = limits.cpu.count();
  std::vector<std::string> command = {
      kPrlimit, "--core=0", "--fsize=0",
      "--cpu=" + std::to_string(cpu) + ":" + std::to_string(cpu + 1)};
#ifndef __SANITIZE_ADDRESS__  // whose shadow memory is larger than any sensible limit
  command.push_back("--as=" + std::to_string(limits.memory_bytes));
#endif
  return command;
}

/// No file but what reading documents takes, and the filter of system calls on kChildDescriptor.
std::vector<std::string> sandbox(const fs::path& program, bool with_filter) {
  auto command = process::bubblewrap(converter_files(), program, kInside);
  command.insert(command.end(), {"--remount-ro", "/"});
  if (with_filter)
    command.insert(command.end(), {"--seccomp", std::to_string(process::kChildDescriptor)});
  return command;
}

}  // namespace

Converter::Converter(const fs::path& program, const ConverterLimits& limits)
    : program_(find_program(program)), limits_(limits) {}

process::ChildOutcome Converter::run_in(bool in_sandbox, const std::string& kind,
                                        const std::string& bytes) const {
  const std::string filter = in_sandbox ? process::sandbox_call_filter() : "";
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
  return process::run_child(command, bytes, {limits_.wall, limits_.output_bytes}, filter);
}

/// What it answers when it is asked for nothing; empty when it does not run.
std::string Converter::probe(bool in_sandbox) const {
  try {
    const process::ChildOutcome outcome = run_in(in_sandbox, "probe", "");
    const bool works =
        outcome.exit_code == 0 && outcome.output.find("\"complete\"") != std::string::npos;
    return works ? outcome.output : "";
  } catch (const std::runtime_error&) {
    return {};
  }
}

bool Converter::has_sandbox() const {
  const std::lock_guard lock(mutex_);
  if (confinement_.empty()) {
    if (!probe(true).empty()) {
      confinement_ = kInBubblewrap;
    } else {
      const std::string said = probe(false);
      if (said.empty())
        throw std::runtime_error(program_.string() +
                                 ": the program that reads documents does not run");
      confinement_ = said.find("\"files\"") != std::string::npos ? "Landlock" : "limits only";
    }
  }
  return confinement_ == kInBubblewrap;
}

process::ChildOutcome Converter::run(const std::string& kind, const std::string& bytes) const {
  return run_in(has_sandbox(), kind, bytes);
}

std::string Converter::confinement() const {
  const std::lock_guard lock(mutex_);
  return confinement_.empty() ? "not used" : confinement_;
}

}  // namespace veille::read
