#include "searchd/serve.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <memory>
#include <thread>

#include "searchd/api/handle.h"
#include "searchd/await_index.h"
#include "searchd/http/server.h"
#include "searchd/observe/access_log.h"
#include "searchd/observe/metrics.h"
#include "searchd/observe/service_manager.h"
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

void refresh(search::CurrentSnapshot& snapshot, bool at_once) {
  const auto changed = snapshot.refresh(at_once);
  if (!changed) {
    spdlog::error("the new snapshot is refused, the old one stays: {}", to_string(changed.error()));
  } else if (!changed->empty()) {
    spdlog::info("now serving snapshot {}", *changed);
    log_columns(*snapshot.get());
  }
}

/// The server with what it is watched by.
class Serving {
 public:
  Serving(const SearchdOptions& options, unsigned workers, search::CurrentSnapshot& snapshot,
          const api::Service& service)
      : snapshot_(snapshot),
        service_(service),
        metrics_(snapshot, *service.answers),
        log_(options.access_log),
        server_({options.address, options.port, workers, options.limits, options.trusted_proxies},
                handlers()) {}

  std::uint16_t port() const { return server_.port(); }

  void run() {
    observe::tell_ready();
    server_.run([this](bool hung_up) {
      if (hung_up) log_.reopen();
      refresh(snapshot_, hung_up);
      log_.flush();
      observe::tell_alive();
    });
    observe::tell_stopping();
    log_.flush();
  }

 private:
  http::Handlers handlers() {
    http::Handlers out;
    out.answer = [this](const api::Head& head) { return api::handle(service_, head); };
    out.at_once = [this](const api::Head& head) {
      return api::handle_at_once(
          head, {server_.stopping(), [this] { return metrics_.text(server_.load()); }});
    };
    out.done = [this](const http::Exchange& exchange) {
      metrics_.count(exchange);
      log_.add(exchange);
    };
    return out;
  }

  search::CurrentSnapshot& snapshot_;
  const api::Service& service_;
  observe::Metrics metrics_;
  observe::AccessLog log_;
  http::Server server_;
};

/// What is to be served first; null when the program was asked to end while it waited for that.
Result<std::shared_ptr<search::CurrentSnapshot>> first_snapshot(
    const SearchdOptions& options, const search::ServingOptions& serving_options) {
  if (options.await_index && !options.standard_input)
    return await_index(options.index, serving_options);
  return search::CurrentSnapshot::open(options.index, serving_options);
}

}  // namespace

int serve(const SearchdOptions& options) {
  // Until the server takes it, it asks for what is being done anyway.
  if (!options.standard_input) std::signal(SIGHUP, SIG_IGN);
  const unsigned workers =
      options.workers > 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
  const search::ServingOptions serving_options{workers, options.freshness, options.query_limits};
  auto snapshot = first_snapshot(options, serving_options);
  if (!snapshot) {
    std::cerr << "veille-searchd: " << to_string(snapshot.error()) << "\n";
    return 1;
  }
  if (*snapshot == nullptr) return 0;
  log_columns(*(*snapshot)->get());
  const auto program = api::program_id("/proc/self/exe", serving_options, options.site);
  web::Site site = options.site;
  site.version = program.substr(0, kVersionDigits);
  const api::Service service{**snapshot,
                             std::move(site),
                             options.allowed_origins,
                             program,
                             std::make_shared<api::Answers>(api::kAnswersBytes),
                             options.query_time};
  if (options.standard_input) {
    answer_lines(service, std::cin, std::cout);
    return 0;
  }
  Serving serving(options, workers, **snapshot, service);
  const auto& manifest = (*snapshot)->get()->manifest();
  spdlog::info("serving snapshot {} ({} works)", manifest.id, manifest.works);
  const bool v6 = options.address.find(':') != std::string::npos;
  std::cout << "listening on http://" << (v6 ? "[" + options.address + "]" : options.address) << ":"
            << serving.port() << std::endl;
  serving.run();
  spdlog::info("stopped");
  return 0;
}

}  // namespace veille
