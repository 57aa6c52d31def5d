// What the words of a query are in one snapshot: the forms and stems under which the index knows
// them.
#pragma once

#include <string>
#include <vector>

#include "searchd/search/query.h"

namespace Xapian {
class Database;
}

namespace veille::search {

/// At most this many exact forms for one prefix; of more the most frequent are taken.
inline constexpr std::size_t kMaxPrefixForms = 64;
/// At most this many words of the index are looked at for one prefix.
inline constexpr std::size_t kMaxPrefixScan = 20'000;

/// One place of a query: a word, a prefix, or a word of a phrase.
struct Expansion {
  std::vector<std::string>
      exact;  ///< terms of exact forms; a document with one of them or of `stems` matches
  std::vector<std::string> stems;  ///< terms of stems, Z<language>:…
  std::vector<std::string>
      forms;  ///< every exact form that matches, sorted: what is marked and has positions
};

/// A leaf of the tree with its places: one for word and prefix, one for each word of a phrase.
struct ExpandedLeaf {
  const Node* node = nullptr;
  std::vector<Expansion> places;
};

/// A word matches its exact form, its stems in the reader's language, and its stems in the other
/// languages of the snapshot in which the word itself, or a form that folds to it, exists. A
/// phrase's word matches its exact form and what folds to it when typed without accents.
Expansion expand_word(const Xapian::Database& database, const std::string& word,
                      const std::string& reader_language,
                      const std::vector<std::string>& languages);
Expansion expand_prefix(const Xapian::Database& database, const std::string& prefix);
Expansion expand_phrase_word(const Xapian::Database& database, const std::string& word);

/// The leaves of `root` in order, expanded. `root` must outlive them.
std::vector<ExpandedLeaf> expand(const Xapian::Database& database, const Node& root,
                                 const std::string& reader_language,
                                 const std::vector<std::string>& languages);

}  // namespace veille::search
