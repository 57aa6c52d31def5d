// What the converter forbids itself before it reads a byte, whoever started it and however.
#pragma once

#include <sys/resource.h>

namespace veille::convert {

struct Limits {
  rlim_t cpu_seconds = 0;
  rlim_t memory_bytes = 0;
  int pages = 0;
};

/// No core file, no file written, none read but the system's own, no process started, no
/// connection, nobody kept waiting.
void confine(const Limits& limits);

/// The processor's time ends `seconds` from now, or earlier where confine() has said so.
void allow_cpu_seconds(rlim_t seconds);

}  // namespace veille::convert
