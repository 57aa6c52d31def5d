// The forms that match a query: what has positions, and what is marked.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "searchd/search/match.h"

namespace veille::search {

/// Words of a snippet, and of the clusters of matches that are looked for.
inline constexpr std::size_t kSnippetWords = 30;

/// A leaf's number as a bit; those beyond the 64th share the last.
std::uint64_t leaf_bit(std::size_t leaf);

/// The leaves that a document has, as bits: the forms of others are not marked in it.
std::uint64_t leaves_of(const std::vector<Leaf>& leaves, DocumentId id);

/// What a word of a text is to the query.
struct Mark {
  std::uint64_t leaves = 0;  ///< those that it is a form of, as bits
  bool exact = false;  ///< it is a form as typed, accents and transcription aside, not only one
                       ///< with the same stem
};

/// The forms of all leaves, their compounds' parts included.
class MarkedForms {
 public:
  explicit MarkedForms(const std::vector<Leaf>& leaves);

  Mark mark(const std::string& word) const;
  /// Sorted by form; one that stands for several leaves is there several times.
  const std::vector<std::pair<std::string, Mark>>& all() const { return forms_; }

 private:
  /// A small number by which most words that are no form are told at once.
  static std::size_t trait(const std::string& word);

  std::vector<std::pair<std::string, Mark>> forms_;
  std::bitset<1024> traits_;  // of the forms
};

/// How much a place says where these leaves stand in it, and how much their forms weigh together:
/// the most different leaves first, then the weight.
int cluster_score(std::uint64_t leaves, int weight);
/// The weight of one form: as typed it says more than when it only shares the stem; 0 for none.
int weight_of(const Mark& mark);

}  // namespace veille::search
