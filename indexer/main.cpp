// veille-indexer: parses, wires, maps to an exit code.

#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>

#include "indexer/build.h"
#include "indexer/evaluate/evaluate.h"
#include "indexer/forget.h"
#include "indexer/last_words.h"
#include "indexer/options.h"
#include "indexer/progress.h"
#include "indexer/write/export.h"
#include "indexer/write/index_directory.h"
#include "indexer/write/snapshot_check.h"
#include "veille/snapshot.h"
#include "veille/utf8.h"

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

int run_check(const Options& options) {
  const auto snapshot = current_snapshot(options.build.index);
  if (!snapshot) return fail(snapshot.error());
  const auto manifest = write::check_published(*snapshot);
  if (!manifest) return fail(manifest.error());
  std::cout << "snapshot " << manifest->id << ": " << manifest->publications
            << " publications, every file and database whole\n";
  return 0;
}

int run_roll_back(const Options& options) {
  if (const auto current = current_snapshot(options.build.index); !current)
    return fail(current.error());
  auto index = write::IndexDirectory::open(options.build.index);
  if (!index) return fail(index.error());
  const auto snapshot = index->roll_back();
  if (!snapshot) return fail(snapshot.error());
  std::cout << "current is now snapshot " << snapshot->filename().string()
            << "; the one before is published again only when its sites have changed, or with "
               "build --anew\n";
  return 0;
}

int run_forget(const Options& options) {
  const auto taken = forget({options.build.index, options.build.config, options.names});
  if (!taken) return fail(taken.error());
  for (const auto& p : taken->publications)
    std::cout << printable("taken down: " + p.id + " " + p.title + " " + p.url) << "\n";
  if (taken->publications.empty()) std::cout << "taken down already\n";
  std::cout << "the snapshot is now " << taken->snapshot << "; older ones are removed\n";
  return 0;
}

int run_evaluate(const Options& options) {
  const auto evaluation = evaluate::evaluate(options.evaluation);
  if (!evaluation) return fail(evaluation.error());
  const bool per_query = options.evaluation.per_query;
  std::cout << (options.json ? evaluate::evaluation_json(*evaluation, per_query)
                             : evaluate::evaluation_text(*evaluation, per_query))
            << std::flush;
  const double ndcg = evaluation->measured.groups.front().mean.ndcg;
  if (ndcg >= options.least) return 0;
  std::cerr << "veille-indexer: nDCG@" << evaluation->depth << " is " << ndcg << ", below "
            << options.least << "\n";
  return 1;
}

int run(const Options& options) {
  switch (options.command) {
    case Options::Command::build:
      return run_build(options);
    case Options::Command::export_lines:
      return run_export(options);
    case Options::Command::status:
      return run_status(options);
    case Options::Command::check:
      return run_check(options);
    case Options::Command::roll_back:
      return run_roll_back(options);
    case Options::Command::forget:
      return run_forget(options);
    case Options::Command::evaluate:
      return run_evaluate(options);
  }
  return 1;
}

}  // namespace
}  // namespace veille

int main(int argc, char** argv) {
  // A closed pipe and a file that may not grow are errors of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  const auto parsed = veille::parse_options(argc, argv);
  if (parsed.done) return parsed.exit_code;
  veille::set_last_words(parsed.options.build.index.string());
  try {
    const int status = veille::run(parsed.options);
    // A full disk or a closed pipe: what was asked for has not been said.
    if (!std::cout.flush()) throw std::runtime_error("cannot write to standard output");
    return status;
  } catch (const std::exception& error) {
    std::cerr << "veille-indexer: " << veille::printable(error.what()) << "\n";
    return 1;
  }
}
