#include "searchd/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <optional>

#include "searchd/config_file.h"
#include "searchd/limit_options.h"
#include "searchd/web/accent.h"
#include "veille/command_line.h"
#include "veille/utf8.h"

namespace veille {
namespace {

constexpr std::size_t kMaxNameBytes = 100;

bool is_public_url(const std::string& url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  return web && url.find_first_of(" \"'<>\\\t\r\n") == std::string::npos;
}

/// Scheme, host and port as browsers write them, or "*".
bool is_origin(const std::string& text) {
  if (text == "*") return true;
  const auto host = text.find("://");
  if (!is_public_url(text) || host + 3 == text.size()) return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(host) + 3, text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
  });
}

ParsedSearchdOptions failed(const std::string& message) {
  std::cerr << "veille-searchd: " << message << "\n";
  return {{}, true, 1};
}

void add_log_options(CLI::App& app, SearchdOptions& options) {
  constexpr const char* kGroup = "Logs";
  auto& log = options.access_log;
  app.add_option("--access-log", log.file,
                 "A file that gets a line for each request; - for standard output")
      ->type_name("FILE")
      ->group(kGroup);
  app.add_option_function<std::string>(
         "--log-format", [&log](const std::string& format) { log.json = format == "json"; },
         "json or text")
      ->type_name("FORMAT")
      ->default_str("json")
      ->check(CLI::IsMember({"json", "text"}))
      ->group(kGroup);
  app.add_flag("--log-queries", log.queries,
               "Log what was searched, and a hash that tells visitors of one day apart")
      ->group(kGroup);
  app.add_flag("--log-clients", log.clients, "Log the addresses of clients")->group(kGroup);
  app.add_option_function<double>(
         "--slow-seconds",
         [&log](const double& seconds) {
           log.slow = std::chrono::milliseconds(static_cast<long long>(seconds * 1000));
         },
         "Warn of requests that are worked on for longer")
      ->type_name("SECONDS")
      ->default_str("0.5")
      ->check(CLI::Range(0.0, 3600.0))
      ->group(kGroup);
  app.add_option("--log-level", options.log_level, "debug, info, warn or error")
      ->type_name("LEVEL")
      ->capture_default_str()
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->group(kGroup);
}

/// What is wrong with how the site is to be called and to look; its logo is read.
std::optional<std::string> check_site(const std::string& logo, web::Site& site) {
  const bool named =
      !site.name.empty() && site.name.size() <= kMaxNameBytes && is_utf8(site.name) &&
      std::none_of(site.name.begin(), site.name.end(),
                   [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (!named) return "--site-name: give 1 to 100 bytes of UTF-8 on one line";
  if (!site.accent.empty() && !web::parse_colour(site.accent))
    return "--accent: \"" + site.accent + "\" is no colour (write it as #1f4fbf)";
  if (logo.empty()) return std::nullopt;
  auto picture = web::read_logo(logo);
  if (!picture) return "--logo: " + to_string(picture.error());
  site.logo = std::move(*picture);
  return std::nullopt;
}

/// What is given as text, and checked when all of it is there.
struct Given {
  std::string listen = "127.0.0.1:8080";
  std::string logo;
  std::vector<std::string> proxies;
};

void add_site_options(CLI::App& app, web::Site& site, Given& given) {
  app.add_option("--site-name", site.name, "What the site is called")
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--accent", site.accent, "The colour of buttons and links, such as #1f4fbf")
      ->type_name("COLOUR");
  app.add_option("--logo", given.logo, "A picture beside the name: .svg, .png, .webp or .jpg")
      ->type_name("FILE");
  app.add_option("--public-url", site.public_url,
                 "The address under which readers reach it, for absolute links")
      ->type_name("URL");
}

void add_client_options(CLI::App& app, SearchdOptions& options, Given& given) {
  app.add_option("--allow-origin", options.allowed_origins,
                 "A site whose scripts may read answers, such as https://blog.example.org; \"*\" "
                 "for all; may be given several times")
      ->type_name("ORIGIN");
  app.add_option(
         "--trusted-proxy", given.proxies,
         "An address or network whose X-Forwarded-For is believed, such as 127.0.0.1; may be "
         "given several times")
      ->type_name("NETWORK");
}

void add_options(CLI::App& app, SearchdOptions& options, Given& given) {
  app.add_option("--index", options.index, "The folder of the index")->type_name("DIR")->required();
  app.add_flag("--await-index", options.await_index,
               "Wait for an index that can be served, when there is none at the start, instead of "
               "ending with 1");
  app.add_option("--listen", given.listen, "Address and port; port 0 takes any free one")
      ->type_name("ADDRESS")
      ->capture_default_str();
  app.config_formatter(config_file(app));
  app.set_config("--config", "", "A TOML file of these options: public-url = \"https://…\"")
      ->type_name("FILE");
  add_site_options(app, options.site, given);
  add_client_options(app, options, given);
  app.add_option("--workers", options.workers, "Threads that search (default: one for each core)")
      ->type_name("NUMBER")
      ->check(CLI::Range(0, 256));
  add_log_options(app, options);
  add_limit_options(app, options.limits, options.query_time);
  add_query_limit_options(app, options.query_limits);
  app.add_option("--freshness", options.freshness,
                 "How much more a new text weighs than a very old one; 0 for nothing")
      ->type_name("NUMBER")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 10.0));
  app.add_flag("--stdin", options.standard_input,
               "Answer request targets from standard input, one a line, instead of listening");
}

/// Why what was given cannot be served with; nothing when it can, and is in `options` now.
std::optional<std::string> check(const Given& given, SearchdOptions& options) {
  const auto address = parse_listen(given.listen);
  if (!address) return to_string(address.error());
  options.address = address->address;
  options.port = address->port;
  if (const auto error = check_site(given.logo, options.site)) return error;
  auto& url = options.site.public_url;
  if (!url.empty() && !is_public_url(url))
    return "--public-url: \"" + url + "\" is no address (begin it with https://)";
  while (url.ends_with('/')) url.pop_back();
  for (const auto& text : given.proxies) {
    const auto network = http::parse_network(text);
    if (!network) return "--trusted-proxy: " + to_string(network.error());
    options.trusted_proxies.push_back(*network);
  }
  for (const auto& origin : options.allowed_origins) {
    if (!is_origin(origin))
      return "--allow-origin: \"" + origin +
             "\" is no origin (write it as browsers do: https://blog.example.org)";
  }
  return std::nullopt;
}

}  // namespace

Result<ListenAddress> parse_listen(const std::string& text) {
  const auto colon = text.rfind(':');
  unsigned port = 0;
  const char* end = text.data() + text.size();
  const char* digits = colon == std::string::npos ? end : text.data() + colon + 1;
  const auto [stopped, failure] = std::from_chars(digits, end, port);
  if (failure != std::errc() || stopped != end || port > 65535) {
    return Error{"bad_listen", "\"" + text + "\" is no address to listen on", "--listen", 0,
                 "write ADDRESS:PORT, such as 127.0.0.1:8080"};
  }
  std::string address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  return ListenAddress{address, static_cast<std::uint16_t>(port)};
}

ParsedSearchdOptions parse_searchd_options(int argc, char** argv) {
  ParsedSearchdOptions out;
  Given given;
  CLI::App app("Answers searches over an index that veille-indexer has built.", "veille-searchd");
  app.footer("veille-searchd report LOG … tells what visitors did not find.");
  app.set_version_flag("--version", "veille-searchd " VEILLE_VERSION);
  app.failure_message(command_line_error);
  add_options(app, out.options, given);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // also how CLI11 says that it printed its help
    return {{}, true, app.exit(error) == 0 ? 0 : 1};
  }
  if (const auto error = check(given, out.options)) return failed(*error);
  return out;
}

}  // namespace veille
