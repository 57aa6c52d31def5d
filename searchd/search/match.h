// Which documents match a query, exactly, and how well: one walk over the posting lists of each
// leaf gives its bitmap and its part of the scores.
#pragma once

#include <roaring/roaring.hh>
#include <vector>

#include "searchd/search/columns.h"
#include "searchd/search/expand.h"
#include "searchd/search/weights.h"

namespace Xapian {
class Query;
}

namespace veille::search {

using Bitmap = Roaring;

/// The documents of a bitmap, ascending: much faster to walk than the bitmap.
std::vector<DocumentId> ids_of(const Bitmap& documents);

/// The documents with a term; empty when the index does not have it.
Bitmap documents_with(const PartDatabases& databases, const std::string& term);

/// A leaf of the tree that documents may have: no leaf under `without` is one.
struct Leaf {
  const Node* node = nullptr;
  std::vector<Expansion> places;  ///< one for each of its words
  Bitmap documents;
  std::size_t group = 0;  ///< leaves of one group stand for the same word or condition
  Bitmap whole;  ///< those of them that have the word itself, not only compounds or parts of it
};

/// A form as typed adds this part of its weight once more, so that it ranks before other forms.
inline constexpr float kExactBonus = 0.3F;
/// What compounds with a word, and all parts of a word, weigh by the word itself.
inline constexpr float kCompoundWeight = 0.5F;
/// What the words of synonyms.yaml weigh by the words typed.
inline constexpr float kSynonymWeight = 0.6F;

/// Scores of all documents while they are added up; zero but for `touched`, where one may be twice.
struct Scores {
  std::vector<float> by_document;
  std::vector<DocumentId> touched;
};

/// What matching a query needs to look at.
struct MatchContext {
  const PartDatabases& databases;
  const Columns& columns;
  const Weights& weights;
  ExpansionContext expansion;
};

/// Evaluates nodes of one tree, each once.
class Matcher {
 public:
  Matcher(const MatchContext& context, Scores& scores) : context_(context), scores_(scores) {}

  /// The documents that match the node. Throws: Xapian::Error.
  Bitmap match(const Node& node) { return match(node, true); }

  /// The same for what documents must not have: it is neither scored nor a leaf.
  Bitmap match_unwanted(const Node& node) { return match(node, false); }

  /// What is matched from now on is another word or condition of the query.
  void begin_group() { ++group_; }

  /// Those met so far, in their order in the tree.
  std::vector<Leaf>& leaves() { return leaves_; }

 private:
  Bitmap match(const Node& node, bool wanted);
  Bitmap match_all(const Node& node, bool wanted);
  Bitmap match_leaf(const Node& node, bool wanted);

  const MatchContext& context_;
  Scores& scores_;
  std::vector<Leaf> leaves_;
  std::size_t group_ = 0;
  std::uint64_t typed_documents_ = 0;  // of what was typed, while its synonyms are matched
};

/// [k] holds the documents that are in at least k of the bitmaps; [0] is left empty.
std::vector<Bitmap> match_at_least(const std::vector<Bitmap>& bitmaps);

/// How many works have a member in `documents`.
WorkNumber count_works(const Columns& columns, const Bitmap& documents);
/// The same of documents in ascending order.
WorkNumber count_works(const Columns& columns, const std::vector<DocumentId>& documents);

}  // namespace veille::search
