// How good ranked results are, given what a judge said: formulas, without files or programs.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "indexer/evaluate/judgments.h"

namespace veille::evaluate {

/// The results of queries by id, best first, each as split_pages() takes it apart. The results that
/// name pages of one document count once, at the best rank.
using Run = std::map<std::string, std::vector<std::string>>;

/// Each from 0 to 1, over the first `depth` results.
struct Figures {
  /// Discounted gain by that of the ideal order of all judged documents; gain 2^grade - 1, discount
  /// log2(rank + 1). Source: Järvelin & Kekäläinen 2002, with the gain of Burges et al. 2005.
  double ndcg = 0;
  /// 1 / rank of the first result of grade 1 or more. Source: Voorhees 1999 (TREC-8).
  double reciprocal_rank = 0;
  /// Results of grade 1 or more, over all judged documents of grade 1 or more. Source: Manning,
  /// Raghavan & Schütze 2008, 8.3.
  double recall = 0;
};

/// Of one query. All are 0 without results, and where no document has a grade above 0.
Figures measure(const Judged& judged, const std::vector<std::string>& results, std::size_t depth);

/// Means over some of the queries.
struct Group {
  std::string name;  ///< "all", "language fr", "type topical" or a query's id
  std::size_t queries = 0;
  Figures mean;
};

/// How many of the queries that ask for a page of a PDF had it named by one of their results.
struct PageCount {
  std::size_t named = 0;
  std::size_t asked = 0;
};

struct Measured {
  std::vector<Group> groups;    ///< all, each language, each type, in the order of the judgments
  std::vector<Group> by_query;  ///< in the order of the judgments
  PageCount pages;              ///< of the queries of the type "pdf"
};

/// Every judged query counts, those without results as 0. Each must be among `queries`.
Measured measure_all(const std::vector<Query>& queries, const std::vector<Judged>& judgments,
                     const Run& run, std::size_t depth);

}  // namespace veille::evaluate
