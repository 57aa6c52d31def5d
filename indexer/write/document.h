// From a publication to its Xapian document: terms, values and data as in veille/schema.h.
#pragma once

#include <xapian.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/write/word_counts.h"
#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::write {

/// How often a word counts by where it stands (its within-document frequency), besides kTitleWeight
/// of the schema. Source: our judgement.
inline constexpr unsigned kDescriptionWeight = 2;
inline constexpr unsigned kKeywordWeight = 3;
inline constexpr unsigned kHeadingWeight = 2;

/// The texts of a publication in the order of the schema's sections: title, description, keywords,
/// then its own.
std::vector<Section> indexed_sections(const Publication& publication);

/// Makes documents, and counts their words on the way. One for each segment.
class DocumentMaker {
 public:
  /// `record.sections` must have one entry for each of indexed_sections(), with offset and bytes
  /// set; the positions and the word count are set here.
  Xapian::Document make(const Publication& publication, Record& record);

  /// The words of all documents made.
  const WordCounts& word_counts() const { return word_counts_; }

 private:
  const std::vector<std::string>& stem_terms(const std::string& exact, const std::string& language);
  unsigned add_words(Xapian::Document& document, const std::vector<Word>& text,
                     const std::string& language, unsigned position, unsigned weight);

  std::unordered_map<std::string, std::vector<std::string>>
      stem_terms_;  // by language + ':' + exact form
  WordCounts word_counts_;
};

}  // namespace veille::write
