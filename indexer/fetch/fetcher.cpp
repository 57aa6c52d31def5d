#include "indexer/fetch/fetcher.h"

#include <chrono>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include "indexer/fetch/fetcher_files.h"
#include "indexer/process/bubblewrap.h"
#include "indexer/process/child.h"
#include "indexer/process/helper_program.h"

namespace veille::fetch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInside = "/veille-fetch";
constexpr const char* kFolderInside = "/fetched";
constexpr long kPauseMs = 2'000;
constexpr long kTestPauseMs = 10;
/// Of one address with its redirects and the robots.txt of each, at the most.
constexpr std::chrono::seconds kForOne{600};
constexpr std::chrono::hours kForAll{6};
constexpr std::size_t kOutputBytes = 4 * 1024 * 1024;

/// The network, libraries, certificates, how names are found, and one folder to write into.
std::vector<std::string> sandboxed(const fs::path& program, const fs::path& folder) {
  auto command = process::bubblewrap(fetcher_files(), program, kInside);
  command.insert(command.end(), {"--share-net", "--bind", folder.string(), kFolderInside, kInside});
  return command;
}

bool is_complete(const process::ChildOutcome& outcome) {
  return outcome.exit_code == 0 && outcome.output.ends_with("complete\n");
}

bool works(const std::vector<std::string>& command) {
  try {
    return is_complete(
        process::run_child(command, "probe", {std::chrono::seconds(20), kOutputBytes}));
  } catch (const std::runtime_error&) {
    return false;
  }
}

std::string mend_of(const std::string& code) {
  if (code == "fetch_gone") return "mend the link";
  if (code == "fetch_robots") return "ask the site's owners, or put the file into the site";
  if (code == "fetch_refused") return "link to it over https, at a host in fetch: hosts:";
  return "build with --fetch again later, or put the file into the site";
}

}  // namespace

Fetcher::Fetcher(fs::path folder, std::vector<std::string> hosts, const std::string& contact)
    : folder_(std::move(folder)), store_(folder_) {
  rules_.hosts = std::move(hosts);
  if (const char* address = std::getenv(kTestAddressVariable)) rules_.test_address = address;
  agent_ = "veille/" VEILLE_VERSION;
  if (!contact.empty()) agent_ += " (+" + contact + ")";
}

bool Fetcher::is_allowed(const std::string& url) const {
  return static_cast<bool>(allowed_location(url, rules_));
}

std::map<std::string, Error> Fetcher::fetch(const std::vector<std::string>& urls) const {
  std::map<std::string, Error> out;
  if (urls.empty()) return out;
  fs::create_directories(folder_);
  const fs::path program = process::find_helper("veille-fetch", "the program that fetches");
  auto command = sandboxed(program, fs::absolute(folder_));
  const bool confined = works(command);
  if (!confined) command = {program.string()};
  Job job;
  job.folder = confined ? kFolderInside : fs::absolute(folder_).string();
  job.agent = agent_;
  job.rules = rules_;
  job.urls = urls;
  job.pause_ms = rules_.test_address.empty() ? kPauseMs : kTestPauseMs;
  const auto wall =
      std::min<std::chrono::milliseconds>(kForOne * static_cast<long>(urls.size()), kForAll);
  const auto outcome = process::run_child(command, job_json(job), {wall, kOutputBytes});
  std::istringstream lines(outcome.output);
  for (std::string line; std::getline(lines, line);) {
    const Failure failure = parse_failure(line);
    if (failure.url.empty()) continue;
    out[failure.url] = {failure.code, failure.what, failure.url, 0, mend_of(failure.code)};
  }
  if (is_complete(outcome)) return out;
  if (!outcome.timed_out && out.empty() && outcome.output.empty())
    throw std::runtime_error(program.string() + " does not run: " + outcome.messages);
  for (const auto& url : urls) {
    if (!out.contains(url) && !store_.find(url))
      out[url] = {"fetch_failed", "the fetch was ended before its turn came", url, 0,
                  mend_of("fetch_failed")};
  }
  return out;
}

}  // namespace veille::fetch
