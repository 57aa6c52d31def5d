// Front matter: the block of YAML, TOML or JSON at the head of a post.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "veille/result.h"

namespace veille::read {

struct Entry;

/// One value of front matter or of a site's configuration: nothing, a scalar, a list, or a map.
/// Scalars are kept as written; whether "2019-07-10" is a date is the reader's decision, not
/// YAML's.
struct Value {
  enum class Type { null, scalar, list, map };
  Type type = Type::null;
  std::string scalar;
  bool quoted = false;  ///< the scalar stood in quotes: "2019" is a string, 2019 a number
  std::vector<Value> list;
  std::vector<Entry> map;  ///< in the order of the file, keys unique
  int line = 0;            ///< in the file, from 1

  /// The value at `key` of a map; null when this is no map or has no such key. Valid as long as
  /// this.
  const Value* find(std::string_view key) const;
  /// The scalar at `key`, or "" when it is absent, null, or not a scalar.
  std::string text(std::string_view key) const;
  /// A list's scalars in order, nested lists flattened; a lone scalar as a list of one; null as an
  /// empty list.
  std::vector<std::string> texts() const;
};

/// One key of a map and its value.
struct Entry {
  std::string key;
  Value value;
};

/// A file cut in two.
struct FrontMatter {
  Value values;                 ///< a map; empty when the file has no front matter
  bool present = false;         ///< the file begins with a front matter block, even an empty one
  std::string_view body;        ///< the rest of the bytes given; lives as long as they do
  int body_line = 1;            ///< the line of the file on which the body begins, from 1
  std::vector<Error> problems;  ///< what had to be set aside (`where` is left empty for the caller)
};

/// Splits `bytes` (a whole file) into front matter and body.
///
/// YAML stands between lines of three dashes, TOML between lines of three plus signs (Hugo), JSON
/// is an object at the head of the file (Hugo); `---toml` and `---json` open blocks that `---`
/// closes (Eleventy). All are held to the same limits.
///
/// A byte order mark and blank lines before the block are accepted, and CRLF and CR line ends. What
/// cannot be parsed is recovered line by line where that is certain and reported otherwise; the
/// body is never dropped. Refused, with a problem: anchors, aliases and tags; more than
/// kMaxFrontMatterBytes, 8 levels, 1,024 nodes, 64 keys or 4 KiB in a scalar. Bytes that are not
/// UTF-8 become U+FFFD in values; the body is left as it is. Problems: front_matter_invalid,
/// front_matter_unterminated, front_matter_too_large, front_matter_refused,
///           duplicate_key, invalid_utf8, merge_conflict.
FrontMatter split_front_matter(std::string_view bytes);

/// Parses a whole YAML document (a site's configuration) under the same rules but wider limits
/// (256 KiB, 16 levels, 20,000 nodes).
/// Errors: yaml_invalid, with the line.
Result<Value> parse_yaml(std::string_view bytes);
/// The same for files that are written for this program: a key that a map has twice is an error,
/// too.
Result<Value> parse_own_yaml(std::string_view bytes);

inline constexpr std::size_t kMaxFrontMatterBytes = 16 * 1024;

}  // namespace veille::read
