// Asks veille-searchd, a program of its own: the two programs share an index, not code.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/evaluate/judgments.h"
#include "indexer/evaluate/measure.h"
#include "veille/result.h"

namespace veille::evaluate {

/// The environment variable that names another searchd; for tests.
inline constexpr const char* kSearchdVariable = "VEILLE_SEARCHD";

struct AskOptions {
  std::filesystem::path searchd;
  std::filesystem::path index;
  std::filesystem::path queries_file;         ///< named in errors
  std::size_t results = 20;                   ///< how many of each query, at most 100
  std::chrono::milliseconds silence{30'000};  ///< searchd may say nothing for so long
};

/// The program that kSearchdVariable names, else veille-searchd beside the running program.
///
/// Errors: searchd_missing, when it is not there or cannot be run.
Result<std::filesystem::path> find_searchd();

/// Every query's results, best first, as paths below the source's id, with the pages that the
/// answer names: "eig/docs/guide.pdf#page=3,5". One searchd answers all, read from a pipe as it
/// writes; it is stopped when it is silent for too long, and gone when this returns.
///
/// Errors: searchd_failed (it ends, falls silent, or says what is no answer), search_failed (an
/// answer's status is not 200), each with the line of the query.
/// Throws: std::runtime_error, when the program cannot be started.
Result<Run> ask(const std::vector<Query>& queries, const AskOptions& options);

}  // namespace veille::evaluate
