#include "indexer/fetch/fetch_program/run.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <thread>

#include "indexer/fetch/robots.h"
#include "indexer/fetch/store.h"
#include "veille/utc.h"

namespace veille::fetch {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// What a later request may continue: weak ETags name no exact bytes.
std::string strong_validator(const Answer& answer) {
  if (!answer.etag.empty()) return answer.etag.starts_with("W/") ? "" : answer.etag;
  return answer.last_modified;
}

/// The length of the whole in "bytes 10-19/20"; 0 when it is not told.
std::uint64_t total_of(const std::string& content_range) {
  const auto slash = content_range.rfind('/');
  if (slash == std::string::npos) return 0;
  const std::string digits = content_range.substr(slash + 1);
  const bool is_number = !digits.empty() && digits.size() < 16 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? std::stoull(digits) : 0;
}

class Run {
 public:
  Run(const Job& job, const Limits& limits)
      : job_(job), limits_(limits), store_(job.folder), exchange_(job_.rules, job.agent, limits) {}

  /// Why the address is not held as it is now; nothing when it is.
  std::optional<Failure> fetch(const std::string& url) {
    if (taken_ >= job_.run_bytes || ++fetches_ > kMaxFetches)
      return Failure{url, "fetch_failed", "this run has fetched as much as it may"};
    auto location = allowed_location(url, job_.rules);
    for (int hop = 0;; ++hop) {
      if (!location) return Failure{url, "fetch_refused", location.error().what};
      const Gate& gate = gate_of(*location);
      if (gate.is_denied)
        return Failure{url, "fetch_refused", "its host is at an address that is not public"};
      if (!gate.robots.allows(location->path))
        return Failure{url, "fetch_robots", "the site's robots.txt asks not to fetch it"};
      Received received;
      const Answer answer = request(url, *location, received);
      const bool redirect = answer.status >= 300 && answer.status < 400 && answer.status != 304 &&
                            answer.failure.empty();
      if (!redirect) return judged(url, answer, received);
      if (answer.location.empty() || hop == kMaxRedirects)
        return Failure{url, "fetch_failed", "it is redirected more than three times"};
      location = allowed_redirect(*location, answer.location, job_.rules);
    }
  }

 private:
  /// What was found at the door of a site.
  struct Gate {
    Robots robots;
    bool is_denied = false;  // it leads to where nothing is fetched from
  };

  /// Waits until the host was left alone long enough.
  void wait_for(const std::string& host) {
    const auto last = last_request_.find(host);
    if (last != last_request_.end())
      std::this_thread::sleep_until(last->second + std::chrono::milliseconds(job_.pause_ms));
    last_request_[host] = Clock::now();
  }

  /// Kept for the run. Source: RFC 9309, 2.3.1: without one everything is allowed, with one that
  /// cannot be had nothing.
  const Gate& gate_of(const Location& location) {
    const auto [found, added] = gates_.try_emplace(location.origin());
    if (!added) return found->second;
    const fs::path file = fs::path(job_.folder) / "robots.txt";
    Location at = location;
    at.path = "/robots.txt";
    at.url = location.scheme + "://" + location.host + "/robots.txt";
    Limits limits = limits_;
    limits.body_bytes = kMaxRobotsBytes;
    const Exchange exchange(job_.rules, job_.agent, limits);
    Answer answer;
    for (int hop = 0; hop <= kMaxRedirects; ++hop) {
      wait_for(at.host);
      answer = exchange.get(
          at, {}, {file, [](const Answer& head, std::uint64_t&) { return head.status == 200; }});
      if (answer.status < 300 || answer.status >= 400) break;
      auto next = allowed_redirect(at, answer.location, job_.rules);
      if (!next) break;
      at = std::move(*next);
    }
    found->second = {judged_robots(answer, file), answer.denied_address};
    return found->second;
  }

  static Robots judged_robots(const Answer& answer, const fs::path& file) {
    const bool whole = answer.failure.empty() || answer.too_large;
    if (answer.status == 200 && whole) {
      std::ifstream in(file, std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      return Robots::parse(text.str());
    }
    const bool none = answer.status >= 300 && answer.status < 500 && answer.failure.empty();
    return none ? Robots() : Robots::parse("user-agent: *\ndisallow: /\n");
  }

  /// Of a body that was asked for.
  struct Received {
    bool accepted = false;
    std::uint64_t total = 0;  // of the whole body, as the server says; 0 when it does not
  };

  Answer request(const std::string& url, const Location& location, Received& received) {
    wait_for(location.host);
    std::vector<std::string> headers;
    const auto held = store_.find(url);
    const auto partial = store_.partial(url);
    const bool resumes = partial && partial->url == location.url && partial->bytes > 0;
    if (resumes) {
      headers.push_back("Range: bytes=" + std::to_string(partial->bytes) + "-");
      headers.push_back("If-Range: " + partial->validator);
    } else if (held && !held->validator.empty()) {
      headers.push_back("If-None-Match: " + held->validator);
    } else if (held && !held->last_modified.empty()) {
      headers.push_back("If-Modified-Since: " + held->last_modified);
    }
    const auto accept = [&](const Answer& head, std::uint64_t& offset) {
      if (head.status != 200 && head.status != 206) return false;
      if (head.status == 206) {
        const bool goes_on = resumes && head.content_range.starts_with(
                                            "bytes " + std::to_string(partial->bytes) + "-");
        const bool same = head.etag.empty() || head.etag == partial->validator ||
                          head.last_modified == partial->validator;
        received.total = total_of(head.content_range);
        if (!goes_on || !same || received.total == 0) return false;
        offset = partial->bytes;
      }
      received.accepted = true;
      store_.begin_part(url, {location.url, strong_validator(head), 0});
      return true;
    };
    Answer answer = exchange_.get(location, headers, {store_.part_file(url), accept});
    if (answer.status == 416) store_.drop_part(url);
    return answer;
  }

  std::optional<Failure> judged(const std::string& url, const Answer& answer,
                                const Received& received) {
    const auto held = store_.find(url);
    if (answer.failure.empty() && answer.status == 304 && held) {
      Entry entry = *held;
      entry.fetched_at = utc_now();
      store_.touch(entry);
      return std::nullopt;
    }
    if (answer.denied_address || answer.too_large) store_.drop_part(url);
    if (!answer.failure.empty()) return Failure{url, "fetch_failed", answer.failure};
    if (answer.status == 200 || answer.status == 206) {
      std::error_code failure;
      const auto bytes = fs::file_size(store_.part_file(url), failure);
      const bool whole =
          !failure && received.accepted && (received.total == 0 || received.total == bytes);
      if (!whole) {
        store_.drop_part(url);
        return Failure{url, "fetch_failed", "the server sent another part than asked for"};
      }
      taken_ += bytes;
      store_.keep({url, answer.etag, answer.last_modified, utc_now(), bytes});
      return std::nullopt;
    }
    if (answer.status == 404 || answer.status == 410) {
      store_.forget(url);
      return Failure{
          url, "fetch_gone",
          "the server says that it is not there (" + std::to_string(answer.status) + ")"};
    }
    return Failure{url, "fetch_failed", "the server answered " + std::to_string(answer.status)};
  }

  const Job& job_;
  const Limits limits_;
  const Store store_;
  const Exchange exchange_;
  std::map<std::string, Gate> gates_;  // by origin
  std::map<std::string, Clock::time_point> last_request_;
  std::uint64_t taken_ = 0;
  std::size_t fetches_ = 0;
};

/// One of each host in turn, so that the pauses of one are used for the others.
std::vector<std::string> in_turn(const std::vector<std::string>& urls, const Rules& rules) {
  std::map<std::string, std::vector<std::string>> by_host;
  for (const auto& url : urls) {
    const auto location = allowed_location(url, rules);
    by_host[location ? location->host : ""].push_back(url);
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; out.size() < urls.size(); ++i) {
    for (const auto& [host, list] : by_host) {
      if (i < list.size()) out.push_back(list[i]);
    }
  }
  return out;
}

}  // namespace

void run(const Job& job, const Limits& limits, const std::function<void(const Failure&)>& failed) {
  Run fetches(job, limits);
  for (const auto& url : in_turn(job.urls, job.rules)) {
    if (const auto failure = fetches.fetch(url)) failed(*failure);
  }
}

}  // namespace veille::fetch
