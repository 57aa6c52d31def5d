// The command line of veille-indexer.
#pragma once

#include <string>
#include <vector>

#include "indexer/build.h"
#include "indexer/evaluate/evaluate.h"

namespace veille {

struct Options {
  enum class Command { build, export_lines, status, check, roll_back, forget, evaluate };
  Command command = Command::build;
  BuildOptions build;              ///< `index` and `config` hold for the others, too
  std::vector<std::string> names;  ///< of `forget`: ids or addresses
  evaluate::EvaluateOptions evaluation;
  double least = 0;    ///< of `evaluate`: the lowest nDCG that is a success
  bool json = false;   ///< for machines
  bool quiet = false;  ///< no progress line
};

/// What the arguments ask for; or `exit_code` when the program is done already (--help, --version,
/// a mistake, which has been printed).
struct ParsedOptions {
  Options options;
  bool done = false;
  int exit_code = 0;
};
ParsedOptions parse_options(int argc, char** argv);

}  // namespace veille
