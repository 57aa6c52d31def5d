#include "veille/utc.h"

#include <ctime>

namespace veille {

namespace {

constexpr const char* kShape = "%Y-%m-%dT%H:%M:%SZ";
constexpr std::size_t kBytes = 20;

std::string text_of(std::time_t time) {
  std::tm parts{};
  gmtime_r(&time, &parts);
  char out[32];
  out[std::strftime(out, sizeof out, kShape, &parts)] = '\0';
  return out;
}

}  // namespace

std::string utc_now() { return text_of(std::time(nullptr)); }

long long seconds_of(const std::string& utc) {
  std::tm parts{};
  if (utc.size() != kBytes || strptime(utc.c_str(), kShape, &parts) == nullptr) return 0;
  const std::time_t time = timegm(&parts);
  // strptime reads more than that: spaces, and days that there are not.
  return text_of(time) == utc ? static_cast<long long>(time) : 0;
}

}  // namespace veille
