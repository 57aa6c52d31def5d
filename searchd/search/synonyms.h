// The programmes' own vocabulary in a query: words of synonyms.yaml find others as well.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "searchd/search/query.h"
#include "veille/synonyms.h"

namespace veille::search {

/// Rules made ready for looking up; shared by all threads.
class Synonyms {
 public:
  Synonyms() = default;
  explicit Synonyms(const std::vector<SynonymRule>& rules);

  /// Puts `any` of the words and their alternatives where words of the query, side by side but for
  /// stop words, are those of a rule in any form; the longest first. Alternatives are `is_synonym`.
  /// A rule of a language holds for the query's language and the reader's.
  void apply(Query& query, const std::string& reader_language) const;

 private:
  struct RuleWord {
    std::string folded;
    std::vector<std::string> keys;  ///< under which it is known
  };
  struct Rule {
    std::string language;
    std::vector<RuleWord> words;
    std::vector<Node> finds;
  };
  static bool is_form_of(const RuleWord& word, const std::string& form,
                         const std::vector<std::string>& keys);
  /// How many words of the query from `first` on are those of the rule, stop words between them
  /// included; 0 when they are not.
  static std::size_t matched(const Rule& rule, const Query& query, std::size_t first);
  const Rule* longest(const Query& query, const std::string& reader_language,
                      std::size_t first) const;

  std::vector<Rule> rules_;
  std::multimap<std::string, std::size_t> by_first_;  // key of the first word -> rule
};

}  // namespace veille::search
