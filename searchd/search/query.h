// The query tree: what a reader asked for, before any index is looked at. Ranking, the match set,
// `understood` and the marks in snippets are four readings of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace veille::search {

inline constexpr std::size_t kMaxQueryBytes = 512;
inline constexpr std::size_t kMaxQueryWords = 32;

/// A node of the tree.
struct Node {
  enum class Type {
    everything,  ///< every publication; only at the root
    word,        ///< a word in any form
    prefix,      ///< words that begin like this
    phrase,      ///< words in a row, in these forms
    some,        ///< at least `required` of the children
  };
  Type type = Type::everything;
  std::vector<std::string> words;  ///< exact forms: one for word and prefix, several for a phrase
  std::vector<Node> children;
  std::size_t required = 0;

  bool operator==(const Node&) const = default;
};

/// Something in the text that was set aside.
enum class Notice {
  unbalanced_quote,  ///< searched as words
  too_long,          ///< cut at kMaxQueryBytes
  too_many_words,    ///< the words behind the first kMaxQueryWords
};

struct Query {
  Node root;
  std::string language;              ///< whose stop words were set aside
  std::vector<std::string> ignored;  ///< those stop words, as typed
  std::vector<Notice> notices;
};

/// The tree for what a reader typed. The root is `everything` when there is no word in it, else
/// `some` of words and phrases, all required. Stop words of the query's language are set aside,
/// unless nothing else is there; that language is the reader's, unless the words hold more stop
/// words of another.
///
/// `text`    UTF-8; bytes that are not part words. Nothing in it is an error.
/// `typing`  the last word is a prefix, when nothing stands behind it.
Query parse_query(std::string_view text, const std::string& reader_language, bool typing);

}  // namespace veille::search
