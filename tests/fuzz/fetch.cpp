// What a fetch believes of others: a digit chooses an address and a redirect, a robots.txt, a line
// of veille-fetch, the bytes of a socket's address.
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "indexer/fetch/address.h"
#include "indexer/fetch/job.h"
#include "indexer/fetch/robots.h"
#include "indexer/fetch/rules.h"
#include "indexer/site/permalink.h"
#include "tests/fuzz/promise.h"

namespace veille::fuzz {
namespace {

const fetch::Rules& rules() {
  static const fetch::Rules kRules = {{"example.org", "*.example.net"}, ""};
  return kRules;
}

void look_at_location(const fetch::Location& location) {
  promise(location.scheme == "http" || location.scheme == "https", "only the web is fetched",
          location.url);
  promise(location.host == "example.org" || location.host.ends_with(".example.net"),
          "only allowed hosts are fetched from", location.url);
  promise(location.port == "80" || location.port == "443", "only the web's ports", location.url);
  promise(location.path.starts_with('/'), "a path begins with a slash", location.path);
  promise(location.url.find('#') == std::string::npos, "no fragment is sent", location.url);
  promise(location.url.starts_with(location.scheme + "://"), "an address has its scheme",
          location.url);
  // What is fetched is what was judged.
  const auto again = fetch::allowed_location(location.url, rules());
  promise(again.has_value() && again->host == location.host && again->port == location.port &&
              again->path == location.path && again->scheme == location.scheme,
          "an address that is allowed is allowed as it is written then", location.url);
}

void look_at_addresses(Input input) {
  const auto location = fetch::allowed_location(input.line(), rules());
  if (!location)
    return promise(location.error().code == "fetch_refused", "a refusal is told",
                   location.error().code);
  look_at_location(*location);
  const auto next = fetch::allowed_redirect(*location, input.line(), rules());
  if (!next) return promise(next.error().code == "fetch_refused", "a refusal is told");
  look_at_location(*next);
  promise(location->scheme == "http" || next->scheme == "https",
          "no redirect leads from https to http", next->url);
}

void look_at_robots(Input input) {
  const std::string path = input.line();
  const auto robots = fetch::Robots::parse(input.rest());
  promise(robots.allows("/robots.txt"), "robots.txt may always be read");
  promise(fetch::Robots().allows(path), "without a robots.txt everything may be read", path);
  promise(robots.allows(path) == robots.allows(path), "the answer is one", path);
  // Who is let in nowhere is let in nowhere.
  const auto closed = fetch::Robots::parse("user-agent: veille\ndisallow: /\n");
  promise(
      !path.starts_with('/') || site::decode_path(path) == "/robots.txt" || !closed.allows(path),
      "what is closed is closed", path);
}

void look_at_lines(Input input) {
  const std::string text = input.rest();
  const auto failure = fetch::parse_failure(text);
  if (!failure.url.empty())
    promise(fetch::parse_failure(fetch::failure_json(failure)).url == failure.url ||
                !is_utf8(failure.url),
            "a failure is told as it was", failure.url);
  try {
    const auto job = fetch::parse_job(text);
    const std::string written = fetch::job_json(job);
    promise(fetch::job_json(fetch::parse_job(written)) == written, "a job is told as it was",
            written);
  } catch (const std::runtime_error&) {  // no job
  }
}

void look_at_socket_address(Input input) {
  const std::string bytes = input.rest();
  sockaddr_storage address{};
  std::memcpy(&address, bytes.data(), std::min(bytes.size(), sizeof address));
  const auto& judged = reinterpret_cast<const sockaddr&>(address);
  const bool is_public = fetch::is_public_address(judged);
  const std::string text = fetch::address_text(judged);
  promise(is_public == (is_public && !text.empty()), "what is public has an address", text);
  if (!is_public) return;
  for (const char* inner : {"127.", "10.", "192.168.", "169.254.", "0.", "224.", "240.", "255."})
    promise(!text.starts_with(inner), "no address of this network is public", text);
  constexpr std::array kPublic6 = {"[2", "[3", "[::ffff:", "[64:ff9b::"};
  promise(
      !text.starts_with('[') || std::any_of(kPublic6.begin(), kPublic6.end(),
                                            [&](auto begin) { return text.starts_with(begin); }),
      "of IPv6 only what is given out is public", text);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille::fuzz;
  constexpr void (*kLook[])(Input) = {look_at_addresses, look_at_robots, look_at_lines,
                                      look_at_socket_address};
  Input input(data, size);
  kLook[input.choose(std::size(kLook))](input);
  return 0;
}
