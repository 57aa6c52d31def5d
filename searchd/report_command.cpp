#include "searchd/report_command.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "searchd/observe/report.h"
#include "veille/command_line.h"

namespace veille {

int run_report(int argc, char** argv) {
  std::vector<std::string> logs;
  std::size_t least = 3;
  CLI::App app(
      "Reads access logs (--log-format json --log-queries), the oldest first, and prints what at "
      "least so many visitors searched in vain, with lines for synonyms.yaml.",
      "veille-searchd report");
  app.failure_message(command_line_error);
  app.add_option("LOG", logs, "Access logs; - for standard input")->type_name("FILE")->required();
  app.add_option("--least", least, "Visitors that searched the same")
      ->type_name("NUMBER")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // also how CLI11 says that it printed its help
    return app.exit(error) == 0 ? 0 : 1;
  }
  observe::ZeroResults results;
  for (const auto& name : logs) {
    if (name == "-") {
      results.read(std::cin);
      continue;
    }
    std::ifstream log(name, std::ios::binary);
    if (log) results.read(log);
    if (!log.eof()) {
      std::cerr << "veille-searchd report: " << name << ": the log cannot be read\n";
      return 1;
    }
  }
  observe::write_report(results, least, std::cout);
  return 0;
}

}  // namespace veille
