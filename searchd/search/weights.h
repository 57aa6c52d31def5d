// What each document brings to its score, whatever is searched.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/columns.h"

namespace veille::search {

/// Source: Robertson & Zaragoza 2009, The Probabilistic Relevance Framework, section 3.4: k1
/// from 1.2 to 2, b from 0.5 to 0.8 are reasonable in most circumstances. Fields weigh by how often
/// the indexer counts their words (section 3.6), see indexer/write/document.h.
inline constexpr float kK1 = 1.2F;
inline constexpr float kB = 0.75F;

/// By how much a text of today's weighs more than a very old or undated one, by default.
inline constexpr double kFreshness = 0.05;
/// The age at which half of that is left. "Today" is the snapshot's newest date.
inline constexpr double kFreshnessHalfLifeYears = 3;

class Weights {
 public:
  Weights() = default;
  Weights(const PartDatabases& databases, const Columns& columns, const std::string& newest_date,
          double freshness);

  /// How many documents there are.
  std::uint32_t count() const { return count_; }
  /// k1 (1 - b + b length / average length) of eq. 3.15.
  float norm(DocumentId id) const { return norms_[id]; }
  /// What the score is multiplied with: 1 and more.
  float freshness(DocumentId id) const { return freshness_[id]; }

 private:
  std::uint32_t count_ = 0;
  std::vector<float> norms_;
  std::vector<float> freshness_;
};

}  // namespace veille::search
