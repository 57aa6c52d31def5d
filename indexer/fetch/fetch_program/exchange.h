// One request over HTTP, its answer written to a file.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexer/fetch/rules.h"

namespace veille::fetch {

/// What one transfer may take. Source: RELIABILITY, ingest, SSRF.
struct Limits {
  long connect_ms = 5'000;
  long total_ms = 60'000;
  long slow_bytes_per_second = 1'000;  ///< slower than this for slow_seconds is given up
  long slow_seconds = 10;
  std::uint64_t body_bytes = std::uint64_t{50} << 20;
};

struct Answer {
  long status = 0;  ///< 0 when there was none
  std::string location;
  std::string etag;
  std::string last_modified;
  std::string content_range;
  std::string failure;  ///< one sentence, when the transfer did not end well; else empty
  bool too_large = false;
  bool denied_address = false;
};

/// Where the bytes of an answer's body go. `accept` sees the answer's head before the first of them
/// and says whether it is wanted and where in the file it begins.
struct Body {
  std::filesystem::path file;
  std::function<bool(const Answer& head, std::uint64_t& offset)> accept;
};

/// GET of a location that the rules allow; no redirect is followed. Connects only to public
/// addresses, or in tests to the one that the rules name; sends neither cookies nor names, and goes
/// through no proxy.
class Exchange {
 public:
  Exchange(const Rules& rules, std::string agent, const Limits& limits)
      : rules_(rules), agent_(std::move(agent)), limits_(limits) {}

  Answer get(const Location& location, const std::vector<std::string>& headers,
             const Body& body) const;

 private:
  const Rules& rules_;
  const std::string agent_;
  const Limits limits_;
};

}  // namespace veille::fetch
