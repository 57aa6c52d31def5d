// veille-searchd: parses, wires, maps to an exit code.

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <thread>
#include <utility>

#include "searchd/api/handle.h"
#include "searchd/http/server.h"
#include "searchd/options.h"
#include "searchd/search/current_snapshot.h"
#include "searchd/standard_input.h"

namespace veille {
namespace {

/// Of the addresses of what pages are made of.
constexpr std::size_t kVersionDigits = 12;

/// What counting costs in memory.
void log_columns(const search::OpenSnapshot& snapshot) {
  const auto& columns = snapshot.columns();
  spdlog::info("facet columns: {} bytes a publication, and {} KB for {} values",
               columns.bytes() / std::max<std::uint64_t>(1, columns.all().cardinality()),
               columns.value_bytes() / 1000, columns.values().size());
}

void refresh(search::CurrentSnapshot& snapshot) {
  try {
    const auto changed = snapshot.refresh();
    if (!changed)
      spdlog::error("the new snapshot is refused, the old one stays: {}",
                    to_string(changed.error()));
    else if (!changed->empty()) {
      spdlog::info("now serving snapshot {}", *changed);
      log_columns(*snapshot.get());
    }
  } catch (const std::exception& error) {  // the old snapshot goes on being served
    spdlog::error("the new snapshot cannot be opened, the old one stays: {}", error.what());
  }
}

int run(const SearchdOptions& options) {
  const unsigned workers =
      options.workers > 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
  auto snapshot = search::CurrentSnapshot::open(options.index, {workers, options.freshness});
  if (!snapshot) {
    std::cerr << "veille-searchd: " << to_string(snapshot.error()) << "\n";
    return 1;
  }
  log_columns(*(*snapshot)->get());
  const auto program = api::program_id("/proc/self/exe", options.freshness, options.site);
  web::Site site = options.site;
  site.version = program.substr(0, kVersionDigits);
  const api::Service service{**snapshot, std::move(site), options.allowed_origins, program};
  if (options.standard_input) {
    answer_lines(service, std::cin, std::cout);
    return 0;
  }
  http::Server server({options.address, options.port, workers},
                      [&](const api::Head& head) { return api::handle(service, head); });
  const auto& manifest = (*snapshot)->get()->manifest();
  spdlog::info("serving snapshot {} ({} works)", manifest.id, manifest.works);
  const bool v6 = options.address.find(':') != std::string::npos;
  std::cout << "listening on http://" << (v6 ? "[" + options.address + "]" : options.address) << ":"
            << server.port() << std::endl;
  server.run([&] { refresh(**snapshot); });
  spdlog::info("stopped");
  return 0;
}

}  // namespace
}  // namespace veille

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  spdlog::set_default_logger(spdlog::stderr_color_mt("veille-searchd"));
  const auto parsed = veille::parse_searchd_options(argc, argv);
  if (parsed.done) return parsed.exit_code;
  try {
    return veille::run(parsed.options);
  } catch (const std::exception& error) {
    std::cerr << "veille-searchd: " << error.what() << "\n";
    return 1;
  }
}
