// A line for each request, and for the slow ones another. By default nothing of it tells who asked,
// or for what.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>

#include "searchd/http/exchange.h"

namespace veille::observe {

struct AccessLogOptions {
  std::filesystem::path file;  ///< empty: no log; "-": standard output
  bool json = true;            ///< an object a line; else words
  bool queries = false;        ///< what was searched, and `visitor`: a hash of the client's address
                         ///< with a secret of this run and the day, so that a report can tell how
                         ///< many asked the same
  bool clients = false;                 ///< the clients' addresses
  std::chrono::milliseconds slow{500};  ///< requests that are worked on for longer are warned of
};

/// Any thread may call it. Lines appear in the file within a second.
class AccessLog {
 public:
  /// Throws: std::runtime_error, when the file cannot be written.
  explicit AccessLog(AccessLogOptions options);

  void add(const http::Exchange& exchange);
  /// Writes what has been added. Throws nothing: what cannot be written is told once.
  void flush();
  /// Opens the file anew, which may have been moved away.
  void reopen();

 private:
  void open();
  std::string line(const http::Exchange& exchange) const;
  std::string json(const http::Exchange& exchange) const;
  std::string visitor(const std::string& client) const;

  const AccessLogOptions options_;
  const std::string secret_;
  std::mutex mutex_;
  std::string pending_;
  std::ofstream out_;
  bool failed_ = false;
};

}  // namespace veille::observe
