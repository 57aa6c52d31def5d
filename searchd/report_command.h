// veille-searchd report: what visitors did not find.
#pragma once

namespace veille {

/// Runs the command with its own arguments (the first is its name). The program's exit code: 0; 1
/// when an argument is wrong or a log cannot be read.
int run_report(int argc, char** argv);

}  // namespace veille
