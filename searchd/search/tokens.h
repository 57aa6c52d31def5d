// What a reader typed, cut into what the grammar knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace veille::search {

struct Token {
  enum class Type {
    words,   ///< text without white space
    phrase,  ///< text between quotation marks
    field,   ///< "name:", right before words, a phrase or a parenthesis
    open,
    close,
    minus,  ///< right before what it excludes
    op_not,
    op_and,
    op_or,
    op_near,
  };
  Type type = Type::words;
  std::string_view text = {};  ///< of the query; a field's is its name
  std::size_t begin = 0;       ///< of `text` in the query, bytes
  unsigned distance = 0;       ///< of op_near
};

struct Tokens {
  std::vector<Token> list;
  bool unbalanced_quote = false;
  /// Operators without something to join; they are words in `list`.
  std::vector<std::string> lone_operators;
};

/// The tokens of `text`, in order. Operators are written in capitals, fields of fields() with a
/// colon. A quotation mark without a partner is passed over. Views are of `text`.
Tokens tokenize(std::string_view text);

}  // namespace veille::search
