// How much the server takes on. Every bound can be set; these are the defaults, and where they come
// from: RELIABILITY 3 unless said otherwise.
#pragma once

#include <chrono>
#include <cstddef>

#include "searchd/http/head_check.h"

namespace veille::http {

struct Limits {
  HeadLimits head;
  std::chrono::milliseconds head_time{10'000};   ///< from a head's first byte to its last
  std::chrono::milliseconds write_time{10'000};  ///< for an answer, or a piece of a streamed one
  std::chrono::milliseconds idle_time{15'000};   ///< between two requests of a connection
  std::chrono::milliseconds drain_time{10'000};  ///< for what runs when the server is stopped
  std::chrono::milliseconds queue_time{1'000};   ///< that a request waits for a thread at most
  std::size_t connections = 10'000;
  std::size_t connections_of_client = 64;
  std::size_t requests_of_connection = 1'000;
  std::size_t queue = 64;    ///< requests that wait for a thread
  std::size_t streams = 16;  ///< exports that are being sent: each holds all its results' numbers
  std::size_t streams_of_client = 4;
  std::size_t unsent_mib = 256;  ///< MiB of answers that their readers have not taken yet
  double rate = 0;               ///< requests a second of one client; 0: no bound
  double burst = 40;             ///< that may come at once within the rate
};

}  // namespace veille::http
