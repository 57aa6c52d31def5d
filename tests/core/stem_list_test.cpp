#include "veille/stem_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/temporary_folder.h"
#include "veille/schema.h"
#include "veille/word_table.h"

namespace veille {
namespace {

/// The list of a table of `count` words, and some in two languages and in none.
StemList list_of(int count, unsigned threads) {
  std::string table;
  for (int i = 0; i < count; ++i) {
    std::string form = "word";
    for (const int place : {26 * 26 * 26, 26 * 26, 26, 1})
      form += static_cast<char>('a' + i / place % 26);
    table += word_line({form, {{i % 5 == 0 ? "" : "en", 1}, {"fr", 2}}});
  }
  const TemporaryFolder folder;
  folder.write("words", table);
  return make_stem_list(folder.path() / "words", threads);
}

TEST(StemHash, IsFnv1a) {
  EXPECT_EQ(stem_hash(""), 0xcbf29ce484222325U);
  EXPECT_EQ(stem_hash("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(stem_hash("foobar"), 0x85944171f73967e8U);
}

TEST(StemList, HasEachStemOfAWordInEachOfItsLanguages) {
  const TemporaryFolder folder;
  folder.write("words", word_line({"maisons", {{"", 1}, {"fr", 2}}}) +
                            word_line({"services", {{"en", 1}, {"fr", 2}}}));
  const StemList list = make_stem_list(folder.path() / "words", 1);
  const auto word_of = [&](const std::string& language, const std::string& stem) {
    const auto hash = stem_hash(stem_term(language, stem));
    const auto found = std::find(list.hashes.begin(), list.hashes.end(), hash);
    return found == list.hashes.end()
               ? -1
               : static_cast<int>(
                     list.words[static_cast<std::size_t>(found - list.hashes.begin())]);
  };
  EXPECT_EQ(list.hashes.size(), 3u);
  EXPECT_EQ(word_of("fr", "maison"), 0);
  EXPECT_EQ(word_of("en", "servic"), 1);
  EXPECT_EQ(word_of("fr", "servic"), 1);
}

TEST(StemList, IsTheSameHoweverManyWorkOnIt) {
  const StemList one = list_of(50'000, 1);
  EXPECT_GE(one.hashes.size(), 90'000u);
  EXPECT_TRUE(std::is_sorted(one.hashes.begin(), one.hashes.end()));
  for (const unsigned threads : {0U, 2U, 3U}) EXPECT_EQ(list_of(50'000, threads), one) << threads;
}

TEST(StemList, ComesBackAsItWas) {
  const TemporaryFolder folder;
  for (const int count : {0, 1, 1000}) {
    const StemList list = list_of(count, 1);
    folder.write("stems", stem_list_bytes(list));
    EXPECT_EQ(read_stem_list(folder.path() / "stems", static_cast<std::size_t>(count)), list);
  }
}

TEST(StemList, IsRefusedWhenItIsNone) {
  const TemporaryFolder folder;
  const std::string bytes = stem_list_bytes({{1, 2, 2}, {0, 2, 1}});
  const auto file = folder.path() / "stems";
  const auto refused = [&](const std::string& changed, std::size_t words) {
    folder.write("stems", changed);
    EXPECT_THROW(read_stem_list(file, words), std::runtime_error) << changed.size();
  };
  EXPECT_THROW(read_stem_list(file, 3), std::runtime_error);
  folder.write("stems", bytes);
  EXPECT_EQ(read_stem_list(file, 3).words.size(), 3u);
  refused(bytes, 2);
  refused(bytes + "x", 3);
  refused(bytes.substr(0, bytes.size() - 1), 3);
  refused(stem_list_bytes({{2, 1}, {0, 1}}), 3);
}

}  // namespace
}  // namespace veille
