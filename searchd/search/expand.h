// What the words of a query are in one snapshot: the forms and stems under which the index knows
// them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "searchd/search/compounds.h"
#include "searchd/search/query.h"
#include "searchd/search/stem_table.h"
#include "searchd/search/vocabulary.h"

namespace veille::search {

/// At most this many exact forms for one prefix; of more the most frequent are taken.
inline constexpr std::size_t kMaxPrefixForms = 100;

/// One place of a query: a word, a prefix, or a word of a phrase.
struct Expansion {
  std::vector<std::string> exact;  ///< exact forms: as typed, with accents, as transcribed
  std::vector<std::string> stems;  ///< terms of stems, Z<language>:…, with other forms as well
  std::vector<std::string> compounds;  ///< exact forms of compounds with the word as a part
  std::vector<Expansion> parts;        ///< of the compound that the word is; all must be there
  /// Every exact form that matches by itself, sorted: what is marked and has positions.
  std::vector<std::string> forms;
  std::size_t more_forms = 0;  ///< of a prefix: those beyond kMaxPrefixForms
};

/// Words of German that one query looks for in compounds at most: each costs a look at every word.
inline constexpr std::size_t kMaxCompoundSearches = 16;

/// What one request has expanded already.
struct ExpansionMemo {
  std::map<std::string, Expansion> words;
  std::size_t compound_searches = 0;
};

/// What expanding looks at.
struct ExpansionContext {
  const Vocabulary& vocabulary;
  const StemTable& stems;
  const std::string& language;                ///< the reader's
  const std::vector<std::string>& languages;  ///< of the snapshot
  ExpansionMemo* memo = nullptr;              ///< may be null
  KeptCompounds* compounds = nullptr;         ///< of the vocabulary; may be null
};

/// A word matches its exact form, that form with accents when typed without, with umlauts when
/// typed as "ae" and the other way round; its stems in the reader's language, and in the other
/// languages of the snapshot in which the word exists (in all, where it exists nowhere); German
/// compounds of which it is a part, and, being a compound itself, all of its parts.
Expansion expand_word(const ExpansionContext& context, const std::string& word);
Expansion expand_prefix(const ExpansionContext& context, const std::string& prefix);
/// A word that is being typed matches what begins so; and all that it matches as a word, where the
/// index has it.
Expansion expand_unfinished(const ExpansionContext& context, const std::string& word);
/// A phrase's word matches its exact form and what differs from it by accents or transcription
/// only; or, in `any_form`, whatever has its stems, too.
Expansion expand_phrase_word(const ExpansionContext& context, const std::string& word,
                             bool any_form);

/// The places of a leaf, one for each of its words; none for facets and dates.
std::vector<Expansion> expand(const ExpansionContext& context, const Node& leaf);

}  // namespace veille::search
