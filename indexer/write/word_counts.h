// How many publications have each word, by language: counted while documents are made, added up
// for parts and snapshots.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "veille/word_table.h"

namespace veille::write {

/// Counts of some documents.
class WordCounts {
 public:
  /// Adds every word of a document.
  void add(const Xapian::Document& document, const std::string& language);
  /// Adds publications of a word; fewer than none takes them off.
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

/// Adds `changes` to the table in `file`.
void change_word_table(const std::filesystem::path& file,
                       std::initializer_list<const WordCounts*> changes);

}  // namespace veille::write
