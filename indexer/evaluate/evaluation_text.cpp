// An evaluation as a table and as JSON.
#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "indexer/evaluate/evaluate.h"

namespace veille::evaluate {
namespace {

std::map<std::string, std::string> texts_by_id(const Evaluation& evaluation) {
  std::map<std::string, std::string> out;
  for (const Query& query : evaluation.queries) out[query.id] = query.text;
  return out;
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, text.size()), ' ');
}

std::string row(const Group& group, std::size_t width) {
  char figures[80];
  std::snprintf(figures, sizeof figures, "%6zu%12.4f%12.4f%12.4f", group.queries, group.mean.ndcg,
                group.mean.reciprocal_rank, group.mean.recall);
  return padded(group.name, width) + figures;
}

std::string head(std::size_t depth, std::size_t width) {
  const std::string at = "@" + std::to_string(depth);
  char names[80];
  std::snprintf(names, sizeof names, "%6s%12s%12s%12s", "n", ("nDCG" + at).c_str(),
                ("MRR" + at).c_str(), ("recall" + at).c_str());
  return padded("group", width) + names;
}

nlohmann::json group_json(const Group& group) {
  return {{"group", group.name},
          {"queries", group.queries},
          {"ndcg", group.mean.ndcg},
          {"mrr", group.mean.reciprocal_rank},
          {"recall", group.mean.recall}};
}

}  // namespace

std::string evaluation_text(const Evaluation& evaluation, bool per_query) {
  const auto& [groups, by_query, pages] = evaluation.measured;
  std::size_t width = 5;
  for (const Group& group : groups) width = std::max(width, group.name.size());
  if (per_query)
    for (const Group& group : by_query) width = std::max(width, group.name.size());
  std::string out = head(evaluation.depth, width) + "\n";
  for (const Group& group : groups) out += row(group, width) + "\n";
  const auto texts = texts_by_id(evaluation);
  if (per_query)
    for (const Group& group : by_query)
      out += row(group, width) + "  " + texts.at(group.name) + "\n";
  if (pages.asked > 0)
    out += "page: " + std::to_string(pages.named) + " of " + std::to_string(pages.asked) +
           " queries\n";
  if (evaluation.unjudged > 0)
    out += std::to_string(evaluation.unjudged) + " queries without judgments were left out\n";
  return out;
}

std::string evaluation_json(const Evaluation& evaluation, bool per_query) {
  const auto& [groups, by_query, pages] = evaluation.measured;
  nlohmann::json out = {{"depth", evaluation.depth},
                        {"unjudged", evaluation.unjudged},
                        {"groups", nlohmann::json::array()},
                        {"page", {{"named", pages.named}, {"queries", pages.asked}}}};
  for (const Group& group : groups) out["groups"].push_back(group_json(group));
  const auto texts = texts_by_id(evaluation);
  if (per_query) out["by_query"] = nlohmann::json::array();
  for (std::size_t i = 0; per_query && i < by_query.size(); ++i) {
    auto one = group_json(by_query[i]);
    one["text"] = texts.at(by_query[i].name);
    out["by_query"].push_back(std::move(one));
  }
  return out.dump(2) + "\n";
}

}  // namespace veille::evaluate
