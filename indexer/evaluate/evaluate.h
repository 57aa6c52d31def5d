// How well does an index answer? Judged queries -> figures, and what searchd answered.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "indexer/evaluate/measure.h"
#include "veille/result.h"

namespace veille::evaluate {

/// At most so many results may be looked at: searchd gives no more on one page.
inline constexpr std::size_t kMaxDepth = 100;

struct EvaluateOptions {
  std::filesystem::path index;
  std::filesystem::path queries;    ///< see read_queries()
  std::filesystem::path judgments;  ///< see read_judgments()
  std::filesystem::path run;        ///< where the results are written; empty for nowhere
  std::size_t depth = 10;           ///< how many results of each query count, 1 to kMaxDepth
  bool per_query = false;           ///< prints each query, too
};

struct Evaluation {
  Measured measured;
  std::vector<Query> queries;
  std::size_t unjudged = 0;  ///< queries without judgments, which are not asked
  std::size_t depth = 0;
};

/// Asks every query that has judgments: each publication a result of its own, without facets, in
/// the query's language where the page speaks it, else in English.
///
/// Writes options.run in TREC's form, parted by tabs: query id, Q0, path, rank from 1, score,
/// veille. The score is only the rank turned round. A path is source-id/path-in-source, with
/// #page=3,5 where the answer names pages.
///
/// Errors: those of read_queries(), read_judgments(), find_searchd() and ask().
/// Throws: std::runtime_error, when options.run cannot be written or searchd not be started.
Result<Evaluation> evaluate(const EvaluateOptions& options);

/// A table for a person: a line for each group, and the count of named pages.
std::string evaluation_text(const Evaluation& evaluation, bool per_query);

/// {"depth", "unjudged", "groups": [{"group", "queries", "ndcg", "mrr", "recall"}],
/// "page": {"named", "queries"}}, and where `per_query`, "by_query": the same as groups, with
/// "text".
std::string evaluation_json(const Evaluation& evaluation, bool per_query);

}  // namespace veille::evaluate
