// Fetching as the indexer sees it: addresses in, what is held of them out of the store.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/fetch/job.h"
#include "indexer/fetch/store.h"
#include "veille/result.h"

namespace veille::fetch {

/// The name of the environment variable with the one address that tests fetch from. It is for tests
/// alone: whoever sets it is told so in every summary.
inline constexpr const char* kTestAddressVariable = "VEILLE_FETCH_TEST_ADDRESS";

class Fetcher {
 public:
  /// Into `folder`, which is made where it is missing. `contact` (an address of mail or web, may be
  /// empty) is told to servers.
  Fetcher(std::filesystem::path folder, std::vector<std::string> hosts, const std::string& contact);

  const Store& store() const { return store_; }
  const Rules& rules() const { return rules_; }

  /// Whether the address is one that may be fetched.
  bool is_allowed(const std::string& url) const;

  /// Fetches the addresses, those that are held only if they have changed. Takes as long as it
  /// takes: at least two seconds between the requests to one host. What was fetched is in the
  /// store. Returns why, for each that is not held as it is now (fetch_*), by its address. Throws:
  /// std::runtime_error, when the program veille-fetch is not there or does not run.
  std::map<std::string, Error> fetch(const std::vector<std::string>& urls) const;

 private:
  std::filesystem::path folder_;
  Rules rules_;
  std::string agent_;
  Store store_;
};

}  // namespace veille::fetch
