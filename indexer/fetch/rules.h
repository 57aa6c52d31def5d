// Which addresses of the web may be fetched at all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "veille/result.h"

namespace veille::fetch {

struct Rules {
  std::vector<std::string> hosts;  ///< "example.org", or "*.example.org" for all below it
  /// For tests: the one address, "127.0.0.1:PORT", to which every allowed host leads then, and no
  /// other is connected to. Empty otherwise.
  std::string test_address;
};

/// An address cut in its parts. `host` is in lower case, `path` begins with '/' and has the query.
struct Location {
  std::string url;  ///< without what stands behind '#'
  std::string scheme;
  std::string host;
  std::string port;
  std::string path;

  /// "https://example.org:443": what has a robots.txt of its own.
  std::string origin() const { return scheme + "://" + host + ":" + port; }
};

/// Whether a host is in the list.
bool is_allowed_host(const std::string& host, const Rules& rules);

/// The parts of an address that may be fetched.
/// Errors: fetch_refused, saying why: neither http nor https, a port other than 80 and 443, a user
/// or password in it, a host that is not in the list, not an address.
Result<Location> allowed_location(const std::string& url, const Rules& rules);

/// Where a redirect from `from` to `target` (as its Location header has it) leads.
/// Errors: as above; also from https to http.
Result<Location> allowed_redirect(const Location& from, const std::string& target,
                                  const Rules& rules);

}  // namespace veille::fetch
