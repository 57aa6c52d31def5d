#include "searchd/limit_options.h"

#include <cmath>

namespace veille {
namespace {

using std::chrono::milliseconds;

constexpr const char* kGroup = "Limits";
constexpr double kMostSeconds = 3600;
constexpr std::size_t kMost = 1'000'000;

void add_seconds(CLI::App& app, const std::string& name, milliseconds& to,
                 const std::string& text) {
  const auto set = [&to](const double& seconds) {
    to = milliseconds(static_cast<long long>(std::lround(seconds * 1000)));
  };
  const double usual = static_cast<double>(to.count()) / 1000;
  app.add_option_function<double>("--" + name, set, text)
      ->type_name("SECONDS")
      ->default_str(CLI::detail::to_string(usual))
      ->group(kGroup)
      ->check(CLI::Range(0.001, kMostSeconds));
}

void add_count(CLI::App& app, const std::string& name, std::size_t& to, const std::string& text,
               std::size_t least = 1, std::size_t most = kMost) {
  app.add_option("--" + name, to, text)
      ->type_name("NUMBER")
      ->capture_default_str()
      ->group(kGroup)
      ->check(CLI::Range(least, most));
}

}  // namespace

void add_limit_options(CLI::App& app, http::Limits& limits, milliseconds& query_time) {
  add_count(app, "max-head-bytes", limits.head.head_bytes, "Bytes of a request's head", 256);
  add_count(app, "max-head-fields", limits.head.fields, "Header fields of a request");
  add_count(app, "max-target-bytes", limits.head.target_bytes, "Bytes of an address", 16);
  add_count(app, "max-connections", limits.connections, "Connections in all");
  add_count(app, "max-connections-per-client", limits.connections_of_client,
            "Connections of one client");
  add_count(app, "max-requests-per-connection", limits.requests_of_connection,
            "Requests over one connection");
  add_count(app, "queue", limits.queue, "Requests that wait for a thread", 0);
  add_count(app, "max-exports", limits.streams, "Exports that are sent at once");
  add_count(app, "max-exports-per-client", limits.streams_of_client,
            "Exports that are sent at once to one client");
  add_count(app, "max-unsent-mib", limits.unsent_mib,
            "MiB of answers that wait to be read, exports aside");
  add_seconds(app, "query-seconds", query_time, "How long a request may be worked on");
  add_seconds(app, "queue-seconds", limits.queue_time, "How long it may wait for a thread");
  add_seconds(app, "head-seconds", limits.head_time, "How long a request's head may take");
  add_seconds(app, "write-seconds", limits.write_time,
              "How long an answer may take to be read, or a piece of an export");
  add_seconds(app, "idle-seconds", limits.idle_time, "How long a connection may say nothing");
  add_seconds(app, "drain-seconds", limits.drain_time,
              "How long what runs may go on when the program is to stop");
  app.add_option("--rate", limits.rate, "Requests a second of one client; 0: no bound")
      ->type_name("NUMBER")
      ->capture_default_str()
      ->group(kGroup)
      ->check(CLI::Range(0.0, 1e6));
  app.add_option("--burst", limits.burst, "Requests that may come at once within the rate")
      ->type_name("NUMBER")
      ->capture_default_str()
      ->group(kGroup)
      ->check(CLI::Range(1.0, 1e6));
}

void add_query_limit_options(CLI::App& app, search::QueryLimits& limits) {
  // What is shown of a query, and what it may cost, was measured with these: there is only less.
  constexpr std::size_t kLeastBytes = 16;
  add_count(app, "max-query-bytes", limits.bytes, "Bytes of a query's text that are looked at",
            kLeastBytes, search::kMaxQueryBytes);
  add_count(app, "max-query-words", limits.words, "Words of a query that are searched", 1,
            search::kMaxQueryWords);
  add_count(app, "max-query-depth", limits.depth, "Parentheses inside one another", 1,
            search::kMaxDepth);
}

}  // namespace veille
