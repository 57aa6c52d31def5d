// The words of a snapshot without a snapshot, for tests.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "searchd/search/vocabulary.h"
#include "tests/temporary_folder.h"

namespace veille::search {

/// Entries in any order, each form once.
inline Vocabulary make_vocabulary(std::vector<WordEntry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const WordEntry& a, const WordEntry& b) { return a.form < b.form; });
  std::string text;
  for (const auto& entry : entries) text += word_line(entry);
  const TemporaryFolder folder;
  folder.write("words", text);
  return Vocabulary(folder.path() / "words");
}

}  // namespace veille::search
