// One request and its answer, for whoever counts and logs them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "searchd/api/request.h"

namespace veille::http {

struct Exchange {
  std::string id;                       ///< of the request, in its answer, too (X-Request-Id)
  std::string method;                   ///< "GET"; empty when the head could not be read
  std::string target;                   ///< as sent
  int status = 0;                       ///< 0: the client was gone before there was an answer
  std::uint64_t bytes = 0;              ///< of the body that was sent
  bool whole = true;                    ///< the answer was sent to its end
  std::chrono::microseconds waited{0};  ///< for a thread
  std::chrono::microseconds worked{0};  ///< on it; of a streamed answer up to its first piece
  std::chrono::microseconds total{0};   ///< from the whole head to the answer's last byte
  std::string client;                   ///< its address
  api::Facts facts;
};

}  // namespace veille::http
