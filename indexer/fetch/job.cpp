#include "indexer/fetch/job.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "veille/whole_json.h"

namespace veille::fetch {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Rules, hosts, test_address)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Job, folder, agent, rules, urls, pause_ms, run_bytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Failure, url, code, what)

using nlohmann::json;

std::string job_json(const Job& job) {
  return json(job).dump(-1, ' ', false, json::error_handler_t::replace);
}

Job parse_job(const std::string& text) {
  try {
    return parse_whole_json(text).get<Job>();
  } catch (const json::exception& error) {
    throw std::runtime_error(std::string("the job cannot be read: ") + error.what());
  }
}

std::string failure_json(const Failure& failure) {
  return json(failure).dump(-1, ' ', false, json::error_handler_t::replace);
}

Failure parse_failure(const std::string& line) {
  try {
    return json::parse(line).get<Failure>();
  } catch (const json::exception&) {
    return {};
  }
}

}  // namespace veille::fetch
