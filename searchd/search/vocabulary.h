// The words of a snapshot in memory: how frequent they are, in which languages, how they begin and
// what they contain.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "veille/word_table.h"

namespace veille::search {

/// The language whose compounds are written as one word.
inline constexpr const char* kGerman = "de";

/// The number of a word, in the order of the exact forms' bytes.
using WordNumber = std::uint32_t;

/// Strings one behind the other in one piece of memory.
class StringList {
 public:
  void add(std::string_view text) {
    text_ += text;
    starts_.push_back(static_cast<std::uint32_t>(text_.size()));
  }
  std::size_t size() const { return starts_.size() - 1; }
  std::string_view operator[](std::size_t i) const {
    return std::string_view(text_).substr(starts_[i], starts_[i + 1] - starts_[i]);
  }
  /// Calls `take` with the number of each string that contains `part`, ascending, each once.
  template <class Take>
  void containing(std::string_view part, const Take& take) const {
    for (auto at = text_.find(part); at != std::string::npos; at = text_.find(part, at)) {
      const auto next = std::upper_bound(starts_.begin(), starts_.end(), at);
      if (at + part.size() > *next) {  // from one string into another
        ++at;
        continue;
      }
      take(static_cast<std::size_t>(next - starts_.begin()) - 1);
      at = *next;
    }
  }

 private:
  std::string text_;
  std::vector<std::uint32_t> starts_ = {0};
};

/// Read once, then shared by all threads. Frequencies are in publications.
class Vocabulary {
 public:
  Vocabulary() = default;
  /// Throws: std::runtime_error, when the file is missing or damaged.
  explicit Vocabulary(const std::filesystem::path& words_file);

  std::size_t size() const { return forms_.size(); }
  std::string_view form(WordNumber word) const { return forms_[word]; }
  /// Without accents, see veille::fold().
  std::string_view folded(WordNumber word) const { return folded_[word]; }
  /// The letters of the folded form as bits, so that most words need not be compared.
  std::uint32_t letters(WordNumber word) const { return letters_[word]; }
  std::uint32_t frequency(WordNumber word) const { return frequencies_[word]; }
  std::uint32_t frequency(WordNumber word, std::string_view language) const;

  /// size() when the index does not have the form.
  std::size_t find(std::string_view form) const;
  bool has(std::string_view form) const { return find(form) < size(); }
  std::uint32_t frequency(std::string_view form) const;
  std::uint32_t frequency(std::string_view form, std::string_view language) const;

  /// The forms that are `folded` without their accents, itself included where it occurs.
  std::vector<std::string> forms_of(std::string_view folded) const;

  /// The words that begin with `prefix`, its and their accents aside, the most frequent first; at
  /// most `limit`. `count`, when given, is how many there are.
  std::vector<WordNumber> beginning_with(std::string_view prefix, std::size_t limit,
                                         std::size_t* count = nullptr) const;

  /// Calls `take` with every word of German publications that contains `part`, ascending.
  template <class Take>
  void german_containing(std::string_view part, const Take& take) const {
    german_.containing(part, [&](std::size_t i) { take(german_words_[i]); });
  }

 private:
  struct Use {
    std::uint32_t publications;
    std::uint8_t language;
  };

  void add(const WordEntry& entry);
  std::uint8_t language_number(const std::string& language);
  void sort_by_folded();
  void find_maxima();
  std::pair<std::size_t, std::size_t> range(std::string_view prefix) const;
  std::size_t more_frequent(std::size_t a, std::size_t b) const;
  std::size_t most_frequent(std::size_t first, std::size_t last) const;

  StringList forms_;
  StringList folded_;
  std::vector<std::uint32_t> letters_;
  std::vector<std::uint32_t> frequencies_;
  std::vector<std::string> languages_;
  std::vector<Use> uses_;
  std::vector<std::uint32_t> use_starts_ = {0};
  StringList german_;
  std::vector<WordNumber> german_words_;
  std::vector<WordNumber> by_folded_;  // in the order of folded forms, then of forms
  std::vector<std::uint32_t> maxima_;  // a tree: places in by_folded_ of the most frequent below
};

/// The letters a to z of a folded word, and all others as one, as bits.
std::uint32_t letter_bits(std::string_view folded);

}  // namespace veille::search
