// veille-searchd: parses, wires, maps to an exit code.

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <string_view>

#include "searchd/options.h"
#include "searchd/report_command.h"
#include "searchd/serve.h"
#include "veille/utf8.h"

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "report")
    return veille::run_report(argc - 1, argv + 1);
  std::signal(SIGPIPE, SIG_IGN);
  spdlog::set_default_logger(spdlog::stderr_color_mt("veille-searchd"));
  const auto parsed = veille::parse_searchd_options(argc, argv);
  if (parsed.done) return parsed.exit_code;
  spdlog::set_level(spdlog::level::from_str(parsed.options.log_level));
  try {
    return veille::serve(parsed.options);
  } catch (const std::exception& error) {
    std::cerr << "veille-searchd: " << veille::printable(error.what()) << "\n";
    return 1;
  }
}
