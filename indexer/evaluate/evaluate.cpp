#include "indexer/evaluate/evaluate.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <stdexcept>

#include "indexer/evaluate/ask.h"

namespace veille::evaluate {
namespace {

/// Documents beyond the depth are worth having in a run file.
constexpr std::size_t kLeastResults = 20;

std::vector<Query> judged_queries(const std::vector<Query>& queries,
                                  const std::vector<Judged>& judgments) {
  std::set<std::string> judged;
  for (const Judged& one : judgments) judged.insert(one.id);
  std::vector<Query> out;
  for (const Query& query : queries)
    if (judged.contains(query.id)) out.push_back(query);
  return out;
}

void write_run(const std::filesystem::path& file, const std::vector<Query>& queries,
               const Run& run) {
  std::ofstream out(file, std::ios::binary);
  for (const Query& query : queries) {
    const auto& results = run.at(query.id);
    for (std::size_t i = 0; i < results.size(); ++i)
      out << query.id << "\tQ0\t" << results[i] << '\t' << i + 1 << '\t' << results.size() - i
          << "\tveille\n";
  }
  out.close();
  if (!out)
    throw std::runtime_error(file.string() + ": cannot be written: " + std::strerror(errno));
}

}  // namespace

Result<Evaluation> evaluate(const EvaluateOptions& options) {
  const auto queries = read_queries(options.queries);
  if (!queries) return queries.error();
  const auto judgments = read_judgments(options.judgments, *queries, options.queries);
  if (!judgments) return judgments.error();
  const auto searchd = find_searchd();
  if (!searchd) return searchd.error();
  Evaluation out;
  out.queries = judged_queries(*queries, *judgments);
  out.unjudged = queries->size() - out.queries.size();
  out.depth = options.depth;
  const auto run = ask(out.queries, {*searchd, options.index, options.queries,
                                     std::max(options.depth, kLeastResults)});
  if (!run) return run.error();
  if (!options.run.empty()) write_run(options.run, out.queries, *run);
  out.measured = measure_all(out.queries, *judgments, *run, options.depth);
  return out;
}

}  // namespace veille::evaluate
