// veille-fetch: fetches what a job on standard input names into a folder; a line of JSON for each
// address that could not be had. The only program of Veille that asks the network for anything, and
// it opens no file but what that takes.

#include <curl/curl.h>
#include <sys/resource.h>

#include <exception>
#include <iostream>
#include <iterator>

#include "indexer/fetch/fetch_program/run.h"
#include "indexer/fetch/fetcher_files.h"

namespace {

void limit(int resource, rlim_t most) {
  const rlimit limits{most, most};
  setrlimit(resource, &limits);
}

}  // namespace

int main() {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, rlim_t{64} << 20U);
  try {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
      throw std::runtime_error("libcurl cannot be used");
    const std::string text((std::istreambuf_iterator<char>(std::cin)), {});
    if (text == "probe") {
      std::cout << "complete\n";
      return 0;
    }
    const auto job = veille::fetch::parse_job(text);
    veille::process::apply_file_rules({veille::fetch::fetcher_files(), {job.folder}});
    veille::fetch::run(job, {}, [](const auto& failure) {
      std::cout << veille::fetch::failure_json(failure) << std::endl;
    });
    std::cout << "complete\n";
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "veille-fetch: " << error.what() << "\n";
    return 1;
  }
}
