// The program veille-convert, run confined as this machine allows.
#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>

#include "indexer/process/child.h"

namespace veille::read {

/// What one conversion may use. Source: RELIABILITY, ingest, measured on hostile files.
struct ConverterLimits {
  std::chrono::seconds wall{20};
  std::chrono::seconds cpu{10};
  std::size_t memory_bytes = std::size_t{1} << 30;
  std::size_t output_bytes = std::size_t{16} << 20;
  std::size_t input_bytes = std::size_t{64} << 20;
  int pages = 2000;  ///< further pages of a PDF are left out, with a problem
};

/// Runs one converter for each document. Threads may share one.
class Converter {
 public:
  /// `program` is looked for beside the running program and then in the installed libexec directory
  /// when it is empty. Throws: std::runtime_error, when it is not there.
  Converter(const std::filesystem::path& program, const ConverterLimits& limits);

  /// What the program makes of `bytes`. The first call finds out whether bubblewrap works here; so
  /// builds that convert nothing do not wait for that.
  /// Throws: std::runtime_error, when the program does not run at all.
  process::ChildOutcome run(const std::string& kind, const std::string& bytes) const;

  /// "bubblewrap"; without it "Landlock", where the kernel has that, or "limits only": the same
  /// from the first conversion on; "not used" before it.
  std::string confinement() const;

 private:
  process::ChildOutcome run_in(bool sandbox, const std::string& kind,
                               const std::string& bytes) const;
  std::string probe(bool sandbox) const;
  bool has_sandbox() const;

  std::filesystem::path program_;
  ConverterLimits limits_;
  mutable std::mutex mutex_;
  mutable std::string confinement_;  // empty before it is known
};

}  // namespace veille::read
