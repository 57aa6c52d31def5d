#include "indexer/evaluate/measure.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

namespace veille::evaluate {
namespace {

/// The first `depth` documents, each with all of its pages that any result names.
std::vector<Named> documents_of(const std::vector<std::string>& results, std::size_t depth) {
  std::vector<Named> documents;
  std::map<std::string, std::size_t> places;
  for (const std::string& result : results) {
    Named named = split_pages(result);
    const auto [at, added] = places.emplace(named.document, documents.size());
    if (added)
      documents.push_back(std::move(named));
    else
      documents[at->second].pages.merge(named.pages);
  }
  if (documents.size() > depth) documents.resize(depth);
  return documents;
}

double discounted_gain(const std::vector<int>& grades) {
  double sum = 0;
  for (std::size_t i = 0; i < grades.size(); ++i)
    sum += (std::exp2(grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

std::vector<int> ideal_grades(const Judged& judged, std::size_t depth) {
  std::vector<int> grades;
  for (const auto& [document, grade] : judged.grades) grades.push_back(grade);
  std::sort(grades.begin(), grades.end(), std::greater<>());
  if (grades.size() > depth) grades.resize(depth);
  return grades;
}

bool names_a_page(const Judged& judged, const std::vector<std::string>& results,
                  std::size_t depth) {
  for (const Named& named : documents_of(results, depth)) {
    const auto wanted = judged.pages.find(named.document);
    if (wanted == judged.pages.end()) continue;
    for (const int page : named.pages)
      if (wanted->second.contains(page)) return true;
  }
  return false;
}

void add(Figures& sum, const Figures& one) {
  sum.ndcg += one.ndcg;
  sum.reciprocal_rank += one.reciprocal_rank;
  sum.recall += one.recall;
}

/// Sums by group, in the order in which groups are first met.
class Groups {
 public:
  void count(const std::string& name, const Figures& figures) {
    const auto [at, added] = places_.emplace(name, groups_.size());
    if (added) groups_.push_back({name, 0, {}});
    Group& group = groups_[at->second];
    ++group.queries;
    add(group.mean, figures);
  }

  /// The means are appended to `out`.
  void append_to(std::vector<Group>& out) const {
    for (Group group : groups_) {
      const auto n = static_cast<double>(group.queries);
      group.mean = {group.mean.ndcg / n, group.mean.reciprocal_rank / n, group.mean.recall / n};
      out.push_back(std::move(group));
    }
  }

 private:
  std::vector<Group> groups_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace

Figures measure(const Judged& judged, const std::vector<std::string>& results, std::size_t depth) {
  std::vector<int> grades;
  Figures figures;
  double found = 0;
  for (const Named& named : documents_of(results, depth)) {
    const auto grade = judged.grades.find(named.document);
    grades.push_back(grade == judged.grades.end() ? 0 : grade->second);
    if (grades.back() < 1) continue;
    ++found;
    if (figures.reciprocal_rank == 0)
      figures.reciprocal_rank = 1 / static_cast<double>(grades.size());
  }
  const auto all = std::count_if(judged.grades.begin(), judged.grades.end(),
                                 [](const auto& grade) { return grade.second >= 1; });
  if (all == 0) return {};
  figures.recall = found / static_cast<double>(all);
  figures.ndcg = discounted_gain(grades) / discounted_gain(ideal_grades(judged, depth));
  return figures;
}

Measured measure_all(const std::vector<Query>& queries, const std::vector<Judged>& judgments,
                     const Run& run, std::size_t depth) {
  std::map<std::string, const Query*> by_id;
  for (const Query& query : queries) by_id[query.id] = &query;
  Measured out;
  Groups all;
  Groups languages;
  Groups types;
  for (const Judged& judged : judgments) {
    assert(by_id.contains(judged.id));
    const Query& query = *by_id.at(judged.id);
    const auto found = run.find(judged.id);
    const auto results = found == run.end() ? std::vector<std::string>() : found->second;
    const Figures figures = measure(judged, results, depth);
    all.count("all", figures);
    languages.count("language " + query.language, figures);
    types.count("type " + query.type, figures);
    out.by_query.push_back({judged.id, 1, figures});
    if (query.type != "pdf" || judged.pages.empty()) continue;
    ++out.pages.asked;
    if (names_a_page(judged, results, depth)) ++out.pages.named;
  }
  for (const Groups* groups : {&all, &languages, &types}) groups->append_to(out.groups);
  return out;
}

}  // namespace veille::evaluate
