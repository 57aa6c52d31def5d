// Runs a program with bytes as its input and takes what it says, within a time and a size.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace veille::process {

struct ChildLimits {
  std::chrono::milliseconds wall;
  std::size_t output_bytes;
  /// How long it may say nothing; no bound of its own where the wall clock alone should end it.
  std::chrono::milliseconds silence = std::chrono::milliseconds::max();
};

/// Where a child finds what run_child() hands it beside its input.
inline constexpr int kChildDescriptor = 3;

struct ChildOutcome {
  std::string output;
  std::string messages;     ///< the first 4 KiB of its standard error
  int exit_code = -1;       ///< as a shell gives it: 128 + signal when a signal ended it
  bool timed_out = false;   ///< killed at limits.wall or limits.silence
  bool output_cut = false;  ///< killed at limits.output_bytes
};

/// Runs `arguments` (the first is the program's path) in a process group of its own, with an empty
/// environment and `input` on standard input; kills the group at a limit; always reaps it. `beside`
/// is given as kChildDescriptor unless it is empty. Threads may call this at once.
///
/// Throws: std::runtime_error, when the program cannot be started.
ChildOutcome run_child(const std::vector<std::string>& arguments, const std::string& input,
                       const ChildLimits& limits, const std::string& beside = "");

}  // namespace veille::process
