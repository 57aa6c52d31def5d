// The words of a snapshot without a snapshot, for tests.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "searchd/search/vocabulary.h"
#include "tests/temporary_folder.h"
#include "veille/stem_list.h"

namespace veille::search {

struct SmallWords {
  Vocabulary vocabulary;
  StemList stems;
};

/// Entries in any order, each form once.
inline SmallWords make_words(std::vector<WordEntry> entries, unsigned threads = 1) {
  std::sort(entries.begin(), entries.end(),
            [](const WordEntry& a, const WordEntry& b) { return a.form < b.form; });
  std::string text;
  for (const auto& entry : entries) text += word_line(entry);
  const TemporaryFolder folder;
  folder.write("words", text);
  const auto file = folder.path() / "words";
  return {Vocabulary(file), make_stem_list(file, threads)};
}

inline Vocabulary make_vocabulary(std::vector<WordEntry> entries) {
  return make_words(std::move(entries)).vocabulary;
}

}  // namespace veille::search
