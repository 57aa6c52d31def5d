// What veille-fetch is asked, and what it answers: one JSON object, and one a line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/fetch/rules.h"

namespace veille::fetch {

struct Job {
  std::string folder;  ///< of the store
  std::string agent;   ///< User-Agent
  Rules rules;
  std::vector<std::string> urls;
  long pause_ms = 2'000;  ///< between the requests to one host
  std::uint64_t run_bytes = std::uint64_t{2} << 30;
};

/// Of one address, when it was not fetched or is not held.
struct Failure {
  std::string url;
  std::string code;  ///< fetch_refused, fetch_robots, fetch_gone, fetch_failed
  std::string what;
};

std::string job_json(const Job& job);
/// Throws: std::runtime_error, when `text` is not what job_json() writes.
Job parse_job(const std::string& text);

std::string failure_json(const Failure& failure);
/// What a line says; an empty `url` when it is none of failure_json().
Failure parse_failure(const std::string& line);

}  // namespace veille::fetch
