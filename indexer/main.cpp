// veille-indexer: parses, wires, maps to an exit code.

#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>

#include "indexer/build.h"
#include "indexer/options.h"
#include "indexer/progress.h"
#include "indexer/write/export.h"
#include "veille/snapshot.h"

namespace veille {
namespace {

int fail(const Error& error) {
  std::cerr << "veille-indexer: " << to_string(error) << "\n";
  return 1;
}

int run_build(const Options& options) {
  Progress progress(std::cerr, !options.quiet && !options.json && isatty(STDERR_FILENO) == 1);
  const auto summary = build(options.build, progress);
  if (!summary) return fail(summary.error());
  std::cout << (options.json ? summary_json(*summary) : summary_text(*summary)) << std::flush;
  return summary->skipped > 0 ? 2 : 0;
}

int run_export(const Options& options) {
  const auto count = write::export_publications(options.build.index, std::cout);
  return count ? 0 : fail(count.error());
}

int run_status(const Options& options) {
  const auto manifest = write::current_manifest(options.build.index);
  if (!manifest) return fail(manifest.error());
  const std::string checked = checked_at(options.build.index, *manifest);
  std::cout << (options.json ? write::status_json(*manifest, checked)
                             : write::status_text(*manifest, checked));
  return 0;
}

int run(const Options& options) {
  switch (options.command) {
    case Options::Command::build:
      return run_build(options);
    case Options::Command::export_lines:
      return run_export(options);
    case Options::Command::status:
      return run_status(options);
  }
  return 1;
}

}  // namespace
}  // namespace veille

int main(int argc, char** argv) {
  std::signal(SIGPIPE,
              SIG_IGN);  // a closed pipe is an error of the write, not the end of the process
  const auto parsed = veille::parse_options(argc, argv);
  if (parsed.done) return parsed.exit_code;
  try {
    return veille::run(parsed.options);
  } catch (const std::exception& error) {
    std::cerr << "veille-indexer: " << error.what() << "\n";
    return 1;
  }
}
