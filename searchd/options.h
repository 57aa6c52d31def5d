// The command line of veille-searchd.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "searchd/http/client.h"
#include "searchd/http/limits.h"
#include "searchd/observe/access_log.h"
#include "searchd/search/query.h"
#include "searchd/web/site.h"
#include "veille/result.h"

namespace veille {

struct SearchdOptions {
  std::filesystem::path index;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  web::Site site;                            ///< without its version
  std::vector<std::string> allowed_origins;  ///< whose scripts may read answers; "*" is all
  http::Limits limits;
  std::vector<http::Network> trusted_proxies;
  std::chrono::milliseconds query_time{2'000};  ///< for a request on a thread
  search::QueryLimits query_limits;
  observe::AccessLogOptions access_log;
  std::string log_level = "info";  ///< of what is told on standard error
  unsigned workers = 0;            ///< 0: one for each core
  double freshness = 0.05;         ///< how much more a new text weighs than a very old one
  bool await_index = false;        ///< wait for a first index that can be served
  bool standard_input = false;     ///< answer targets from standard input instead of listening
};

/// What the arguments ask for; or `exit_code` when the program is done already.
struct ParsedSearchdOptions {
  SearchdOptions options;
  bool done = false;
  int exit_code = 0;
};
ParsedSearchdOptions parse_searchd_options(int argc, char** argv);

/// "127.0.0.1:8080", "[::1]:0": address and port.
/// Errors: bad_listen.
struct ListenAddress {
  std::string address;
  std::uint16_t port = 0;
};
Result<ListenAddress> parse_listen(const std::string& text);

}  // namespace veille
