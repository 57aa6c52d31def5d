// The limits of serving as options of the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "searchd/http/limits.h"
#include "searchd/search/query.h"

namespace veille {

/// Adds an option for each limit to `app`; `limits` and `query_time`, how long a request may be
/// worked on, hold the defaults and must outlive it.
void add_limit_options(CLI::App& app, http::Limits& limits, std::chrono::milliseconds& query_time);

/// The same for what is looked at of a query.
void add_query_limit_options(CLI::App& app, search::QueryLimits& limits);

}  // namespace veille
