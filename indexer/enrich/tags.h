// Tags as one vocabulary: spellings and languages joined.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace veille::enrich {

/// Adds to `to` the tags of `from` that it has in no spelling yet, in their order.
void add_tags(const std::vector<std::string>& from, std::vector<std::string>& to);

/// The names under which several tags are one: of other spellings, of other languages.
class TagAliases {
 public:
  /// `name` stands for `alias` in whatever spelling. Of two names for one alias the first counts.
  void add(const std::string& name, const std::string& alias);

  /// Puts names in the place of their aliases; of tags that become the same, the first stays.
  void apply(std::vector<std::string>& tags) const;

  bool empty() const { return names_.empty(); }

 private:
  std::map<std::string, std::string> names_;  // by vocabulary_key of the alias
};

}  // namespace veille::enrich
