// How many publications have each word, by language: counted while documents are made, added up
// for parts and snapshots.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "veille/word_table.h"

namespace veille::write {

/// The table's name in the folder of a part and of a snapshot.
inline constexpr const char* kWordsFile = "words";

/// Whether a term is an exact form: those carry no prefix, and prefixes are capitals.
bool is_exact_form(const std::string& term);

/// Counts of some documents.
class WordCounts {
 public:
  /// Adds every word of a document (`times` is 1), or takes it off (-1).
  void add(const Xapian::Document& document, const std::string& language, int times = 1);
  void add(const std::string& form, const std::string& language, std::int64_t publications);
  /// Sorted as in a table; words that came and went are left out.
  std::vector<WordEntry> entries() const;

 private:
  std::unordered_map<std::string, std::vector<WordUse>> uses_;
};

void write_word_table(const std::vector<WordEntry>& entries, const std::filesystem::path& file);

/// Writes the sum of `added` less that of `taken` to `file`, which may be one of them.
/// Throws: std::runtime_error, when a file cannot be read or written.
void merge_word_tables(const std::vector<std::filesystem::path>& added,
                       const std::vector<std::filesystem::path>& taken,
                       const std::filesystem::path& file);

/// Adds `change` to the table in `file`.
void change_word_table(const std::filesystem::path& file, const WordCounts& change);

}  // namespace veille::write
