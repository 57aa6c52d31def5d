// The words of an index with their numbers of publications: the files `words` of a part and of a
// snapshot.
//
// A line for each exact form, sorted by its bytes: the form, then, each after a tab and sorted, a
// language and the number of publications in it ("données\tde:3\tfr:1204"; "" is no known
// language).
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace veille {

/// Its name in the folder of a part and of a snapshot.
inline constexpr const char* kWordsFile = "words";

/// The publications of one language that have a word. Differences of two tables can be negative.
struct WordUse {
  std::string language;
  std::int64_t publications = 0;

  bool operator==(const WordUse&) const = default;
};

struct WordEntry {
  std::string form;
  std::vector<WordUse> uses;  ///< sorted by language, no two of one

  bool operator==(const WordEntry&) const = default;
};

/// The entry as a line, with its end.
std::string word_line(const WordEntry& entry);
/// The entry of a line without its end; false when it is none.
bool parse_word_line(std::string_view line, WordEntry& out);

/// Reads a table from its beginning to its end.
class WordTableReader {
 public:
  /// Throws: std::runtime_error, when the file cannot be opened.
  explicit WordTableReader(const std::filesystem::path& file);
  /// The next entry; false at the end. Throws: std::runtime_error, when the file is damaged.
  bool next(WordEntry& out);

 private:
  std::filesystem::path file_;
  std::ifstream in_;
  std::string line_;
};

}  // namespace veille
