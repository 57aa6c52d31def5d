#include "veille/word_table.h"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

#include "tests/temporary_folder.h"

namespace veille {
namespace {

std::string without_end(std::string line) {
  EXPECT_TRUE(line.ends_with('\n'));
  line.pop_back();
  return line;
}

TEST(WordLine, IsAsTheHeaderSays) {
  EXPECT_EQ(word_line({"données", {{"de", 3}, {"fr", 1204}}}), "données\tde:3\tfr:1204\n");
  EXPECT_EQ(word_line({"x", {{"", 1}}}), "x\t:1\n");
}

TEST(WordLine, ComesBackAsItWas) {
  std::mt19937 random(11);
  const std::vector<std::string> languages = {"", "de", "en", "fr", "it", "zh"};
  const std::vector<std::string> letters = {"a", "b", "é", "ß", "日", "7", ",", ":", "'"};
  WordEntry back;  // used again, as the reader does
  for (int round = 0; round < 1000; ++round) {
    WordEntry entry;
    for (auto n = 1 + random() % 12; n > 0; --n) entry.form += letters[random() % letters.size()];
    for (const auto& language : languages) {
      if (random() % 2 == 0) entry.uses.push_back({language, static_cast<int>(random() % 1000)});
    }
    if (entry.uses.empty()) entry.uses.push_back({"en", -5});
    ASSERT_TRUE(parse_word_line(without_end(word_line(entry)), back)) << entry.form;
    EXPECT_EQ(back, entry);
  }
}

TEST(WordLine, IsRefusedWhenItIsNone) {
  WordEntry out;
  for (const std::string_view line :
       {"", "\t", "word", "word\t", "\tde:3", "word\tde", "word\tde:", "word\tde:x", "word\tde:3x",
        "word\tde: 3", "word\tde:3\t", "word\tde:3\t\tfr:1", "word\tde:3:4", "word\tde:+3",
        "word\tde:99999999999999999999", "word\tde:3\r", "word de:3"})
    EXPECT_FALSE(parse_word_line(line, out)) << line;
}

TEST(WordTableReader, ReadsEntriesInOrderUpToTheEnd) {
  const TemporaryFolder folder;
  folder.write("words", "a\ten:1\nb\tde:2\tfr:3");
  WordTableReader reader(folder.path() / "words");
  WordEntry entry;
  ASSERT_TRUE(reader.next(entry));
  EXPECT_EQ(entry, (WordEntry{"a", {{"en", 1}}}));
  ASSERT_TRUE(reader.next(entry));
  EXPECT_EQ(entry, (WordEntry{"b", {{"de", 2}, {"fr", 3}}}));
  EXPECT_FALSE(reader.next(entry));
}

TEST(WordTableReader, ThrowsWithThePathWhenTheFileIsMissingOrDamaged) {
  const TemporaryFolder folder;
  EXPECT_THROW(WordTableReader(folder.path() / "nothing"), std::runtime_error);
  folder.write("words", "a\ten:1\n\nb\tde:2\n");
  WordTableReader reader(folder.path() / "words");
  WordEntry entry;
  ASSERT_TRUE(reader.next(entry));
  try {
    reader.next(entry);
    FAIL() << "an empty line was read";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("words"), std::string::npos);
  }
}

}  // namespace
}  // namespace veille
