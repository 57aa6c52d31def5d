#include "indexer/read/convert_program/confine.h"

#include <algorithm>

#include "indexer/process/file_rules.h"
#include "indexer/process/system_call_filter.h"
#include "indexer/read/converter_files.h"

#ifdef __SANITIZE_ADDRESS__
/// Its search for leaks starts a process, which is forbidden here.
extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }
#endif

namespace veille::convert {
namespace {

void limit(decltype(RLIMIT_CPU) resource, rlim_t soft, rlim_t hard) {
  const rlimit value{soft, hard};
  setrlimit(resource, &value);
}

}  // namespace

void confine(const Limits& limits) {
  // A second more than the soft limit, so that SIGXCPU says why.
  limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1);
#ifndef __SANITIZE_ADDRESS__  // whose shadow memory is larger than any sensible limit
  limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
#endif
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_FSIZE, 0, 0);
  limit(RLIMIT_NOFILE, 32, 32);
  limit(RLIMIT_NPROC, 0, 0);
  setpriority(PRIO_PROCESS, 0, 10);
  process::apply_file_rules({read::converter_files(), {}});
  process::apply_call_filter();
}

void allow_cpu_seconds(rlim_t seconds) {
  rlimit now{};
  rusage used{};
  if (getrlimit(RLIMIT_CPU, &now) != 0 || getrusage(RUSAGE_SELF, &used) != 0) return;
  const auto spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1;
  limit(RLIMIT_CPU, std::min(now.rlim_cur, spent + seconds), now.rlim_max);
}

}  // namespace veille::convert
