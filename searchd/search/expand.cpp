#include "searchd/search/expand.h"

#include <xapian.h>

#include <algorithm>

#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::search {
namespace {

std::vector<std::string> synonyms(const Xapian::Database& database, const std::string& key) {
  std::vector<std::string> out;
  for (auto word = database.synonyms_begin(key); word != database.synonyms_end(key); ++word)
    out.push_back(*word);
  return out;
}

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// The word, and the forms of the index that fold to it where it is written without marks itself.
std::vector<std::string> with_folded(const Xapian::Database& database, const std::string& word) {
  std::vector<std::string> out = {word};
  if (fold(word) != word) return out;
  for (auto& form : synonyms(database, folded_key(word))) out.push_back(std::move(form));
  return out;
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// Adds the stems of `word` in `language`. In a language that is not the reader's only where the
/// word is one of its words: else French "pays" would find English "pay".
void add_stems(const Xapian::Database& database, const std::string& word,
               const std::string& language, bool readers, Expansion& out) {
  std::vector<std::string> terms;
  bool exists = false;
  for (const auto& stem : stems(word, language)) {
    terms.push_back(stem_term(language, stem));
    exists = exists || contains(synonyms(database, terms.back()), word);
  }
  if (!exists && !readers) return;
  out.stems.insert(out.stems.end(), terms.begin(), terms.end());
}

void add_forms_of_stems(const Xapian::Database& database, Expansion& out) {
  out.forms = out.exact;
  for (const auto& term : out.stems) {
    for (auto& form : synonyms(database, term)) out.forms.push_back(std::move(form));
  }
  sort_unique(out.forms);
}

struct Frequent {
  Xapian::doccount documents;
  std::string form;
  bool operator<(const Frequent& other) const {
    return documents != other.documents ? documents > other.documents : form < other.form;
  }
};

/// The most frequent forms, sorted by form.
std::vector<std::string> most_frequent(std::vector<Frequent>& found) {
  const auto kept = std::min(found.size(), kMaxPrefixForms);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < kept; ++i) out.push_back(found[i].form);
  sort_unique(out);
  return out;
}

ExpandedLeaf expand_leaf(const Xapian::Database& database, const Node& node,
                         const std::string& reader_language,
                         const std::vector<std::string>& languages) {
  ExpandedLeaf leaf{&node, {}};
  for (const auto& word : node.words) {
    switch (node.type) {
      case Node::Type::word:
        leaf.places.push_back(expand_word(database, word, reader_language, languages));
        break;
      case Node::Type::prefix:
        leaf.places.push_back(expand_prefix(database, word));
        break;
      default:
        leaf.places.push_back(expand_phrase_word(database, word));
        break;
    }
  }
  return leaf;
}

void collect(const Xapian::Database& database, const Node& node, const std::string& reader_language,
             const std::vector<std::string>& languages, std::vector<ExpandedLeaf>& out) {
  if (!node.words.empty()) out.push_back(expand_leaf(database, node, reader_language, languages));
  for (const auto& child : node.children) collect(database, child, reader_language, languages, out);
}

}  // namespace

Expansion expand_word(const Xapian::Database& database, const std::string& word,
                      const std::string& reader_language,
                      const std::vector<std::string>& languages) {
  Expansion out;
  out.exact = with_folded(database, word);
  for (const auto& form : out.exact) add_stems(database, form, reader_language, form == word, out);
  for (const auto& language : languages) {
    if (language == reader_language) continue;
    for (const auto& form : out.exact) add_stems(database, form, language, false, out);
  }
  sort_unique(out.stems);
  add_forms_of_stems(database, out);
  return out;
}

Expansion expand_prefix(const Xapian::Database& database, const std::string& prefix) {
  std::vector<Frequent> found;
  std::size_t scanned = 0;
  for (auto term = database.allterms_begin(prefix);
       term != database.allterms_end(prefix) && scanned < kMaxPrefixScan; ++term, ++scanned) {
    found.push_back({term.get_termfreq(), *term});
  }
  const std::string key = folded_key(fold(prefix));
  for (auto folded = database.synonym_keys_begin(key);
       folded != database.synonym_keys_end(key) && scanned < kMaxPrefixScan; ++folded, ++scanned) {
    for (auto& form : synonyms(database, *folded)) {
      const auto documents = database.get_termfreq(form);
      found.push_back({documents, std::move(form)});
    }
  }
  Expansion out;
  out.exact = most_frequent(found);
  out.forms = out.exact;
  return out;
}

Expansion expand_phrase_word(const Xapian::Database& database, const std::string& word) {
  Expansion out;
  out.exact = with_folded(database, word);
  out.forms = out.exact;
  sort_unique(out.forms);
  return out;
}

std::vector<ExpandedLeaf> expand(const Xapian::Database& database, const Node& root,
                                 const std::string& reader_language,
                                 const std::vector<std::string>& languages) {
  std::vector<ExpandedLeaf> out;
  collect(database, root, reader_language, languages, out);
  return out;
}

}  // namespace veille::search
