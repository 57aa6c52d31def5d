// The query tree: what a reader asked for, before any index is looked at. Ranking, the match set,
// `understood` and the marks in snippets are four readings of it. API.md gives the grammar.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "veille/schema.h"

namespace veille::search {

inline constexpr std::size_t kMaxQueryBytes = 512;
inline constexpr std::size_t kMaxQueryWords = 32;
/// Parentheses inside one another; deeper ones are passed over, not what they hold.
inline constexpr std::size_t kMaxDepth = 8;
/// How far words may stand from each other for NEAR; neighbours have the distance 1.
inline constexpr unsigned kMaxNear = 50;
inline constexpr unsigned kDefaultNear = 10;

/// How much of a text is looked at. A server may take less than the constants say, never more.
struct QueryLimits {
  std::size_t bytes = kMaxQueryBytes;
  std::size_t words = kMaxQueryWords;
  std::size_t depth = kMaxDepth;
};

class Synonyms;

/// A node of the tree.
struct Node {
  enum class Type {
    everything,  ///< every publication; only at the root
    word,        ///< a word in any form
    prefix,      ///< words that begin like this
    phrase,      ///< words in a row
    near,        ///< words within `distance` places of each other, in any order
    facet,       ///< a facet has one of `values`
    dates,       ///< dated within [since, until]
    all,         ///< all of the children; one that is `without` takes away
    any,         ///< one of the children
    without,     ///< not the one child
  };
  Type type = Type::everything;
  std::vector<std::string> words = {};  ///< exact forms: one for word and prefix
  std::vector<Node> children = {};
  bool in_title = false;    ///< word, prefix, phrase, near: only titles count
  bool any_form = false;    ///< of a phrase's words, too; of a prefix, where it is a word itself
  bool is_synonym = false;  ///< nobody typed it; it weighs less
  unsigned distance = 0;
  Facet facet = Facet::tag;
  std::vector<std::string> values = {};  ///< as in the schema's terms; the empty one is *unknown*
  std::vector<std::string> shown = {};   ///< values, and words of synonyms.yaml, as written there
  std::uint32_t since = 0;               ///< YYYYMMDD, inclusive; 0: no bound
  std::uint32_t until = 0;
  std::size_t begin = 0;  ///< the bytes of the text that asked for a word: [begin, end)
  std::size_t end = 0;

  bool operator==(const Node&) const = default;
};

/// Whether publications match by their text, not by a field.
bool is_text(const Node& node);
/// Whether the search may do without it when few works match: plain words are such, what stands in
/// quotes, in a field, in parentheses or with an operator is not.
bool can_be_missed(const Node& node);

/// Something in the text that was set aside or understood otherwise than it was perhaps meant.
struct Notice {
  enum class Kind {
    unbalanced_quote,        ///< searched as words
    unbalanced_parenthesis,  ///< passed over
    too_deep,                ///< parentheses inside of so many others, passed over;
                             ///< `text` says of how many
    lone_operator,           ///< an operator with nothing to join, searched as a word
    near_without_words,      ///< NEAR joins words only; both sides were required instead
    field_value,             ///< a field cannot have this value; it was searched as words
    too_long,                ///< cut at the limit
    too_many_words,          ///< the words behind the first so many; `text` says how many
  };
  Kind kind = Kind::too_long;
  std::string text = {};  ///< what it is about, as typed; may be empty

  bool operator==(const Notice&) const = default;
};

struct Query {
  Node root;                         ///< `everything`, or `all`
  std::string language;              ///< whose stop words were set aside
  std::vector<std::string> ignored;  ///< those stop words, as typed
  std::vector<Notice> notices;       ///< each kind and text once
};

/// The tree for what a reader typed. The root is `everything` when there is nothing to ask for in
/// it. Stop words of the query's language are set aside among plain words, unless no other text is
/// asked for; that language is the reader's, unless the words hold more stop words of another.
///
/// `text`    UTF-8; bytes that are not part words. Nothing in it is an error.
/// `typing`  the last word is a prefix, or a word in any form, when nothing stands behind it and it
///           is asked for.
/// `synonyms`  puts in what words find besides, stop words among them included; may be null.
Query parse_query(std::string_view text, const std::string& reader_language, bool typing,
                  const Synonyms* synonyms = nullptr, const QueryLimits& limits = {});

}  // namespace veille::search
