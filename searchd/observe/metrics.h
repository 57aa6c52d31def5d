// What the server does, for Prometheus.
#pragma once

#include <memory>
#include <string>

#include "searchd/api/answers.h"
#include "searchd/http/exchange.h"
#include "searchd/http/server.h"
#include "searchd/search/current_snapshot.h"

namespace veille::observe {

/// Everything but the constructor is called on the thread that serves all connections.
class Metrics {
 public:
  Metrics(const search::CurrentSnapshot& snapshot, api::Answers& answers);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  void count(const http::Exchange& exchange);

  /// All of it as text. Source: Prometheus text-based exposition format 0.0.4.
  std::string text(const http::Load& load);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace veille::observe
