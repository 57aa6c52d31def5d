// Completions of what a reader is typing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/open_snapshot.h"

namespace veille::search {

/// Completions of one kind at most.
inline constexpr std::size_t kMaxSuggestions = 10;

struct Suggestion {
  enum class Type { word, tag, country, author, title };
  Type type = Type::word;
  std::string text;   ///< as shown: the typed text with its last word completed, a name, a title
  std::string value;  ///< of a tag, country or author, as a parameter takes it
  std::string id;     ///< of a title: the publication's, and where it is
  std::string url;
  std::string language;     ///< of a title
  std::uint32_t count = 0;  ///< publications with the word, works with the value; 1 for a title
};

/// Completions of `text`: words, tags, countries, authors, then titles; of each kind the most
/// frequent first, titles that begin with the text first and then the newest, at most `limit`.
/// The last word of the text is the beginning of a word, and anything before it stands before it or
/// (in titles) anywhere; of tags, countries and authors as much as a name has; case and accents
/// aside. Empty when there is no letter in the text. Throws: std::runtime_error, when the snapshot
/// cannot be read.
///
/// `language`  the reader's: for countries' names.
std::vector<Suggestion> suggest(const OpenSnapshot& snapshot, const std::string& text,
                                const std::string& language, std::size_t limit);

}  // namespace veille::search
