#include "searchd/search/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <stdexcept>

#include "tests/searchd/search/small_vocabulary.h"
#include "veille/analysis.h"

namespace veille::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Short words of few letters, so that beginnings and parts meet; some with accents.
std::vector<WordEntry> random_entries(std::mt19937& random, std::size_t count) {
  const std::vector<std::string> letters = {"a", "b", "c", "é", "e", "ü", "u", "ß", "s", "日"};
  const std::vector<std::string> languages = {"", "de", "en", "fr"};
  std::map<std::string, WordEntry> out;
  while (out.size() < count) {
    WordEntry entry;
    for (auto n = 1 + random() % 6; n > 0; --n) entry.form += letters[random() % letters.size()];
    for (const auto& language : languages) {
      if (random() % 2 == 0) entry.uses.push_back({language, 1 + static_cast<int>(random() % 9)});
    }
    if (!entry.uses.empty()) out[entry.form] = entry;
  }
  std::vector<WordEntry> list;
  for (auto& [form, entry] : out) list.push_back(std::move(entry));
  return list;
}

std::uint32_t all_uses(const WordEntry& entry) {
  std::int64_t sum = 0;
  for (const auto& use : entry.uses) sum += use.publications;
  return static_cast<std::uint32_t>(sum);
}

/// What beginning_with() promises, word by word.
std::vector<std::string> beginning_by_brute_force(const std::vector<WordEntry>& entries,
                                                  const std::string& prefix) {
  std::vector<std::pair<std::uint32_t, std::pair<std::string, std::string>>> found;
  for (const auto& entry : entries) {
    const std::string folded = fold(entry.form);
    if (folded.starts_with(fold(prefix))) found.push_back({all_uses(entry), {folded, entry.form}});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string> out;
  for (const auto& word : found) out.push_back(word.second.second);
  return out;
}

TEST(Vocabulary, KnowsEveryWordAndNoOther) {
  std::mt19937 random(3);
  const auto entries = random_entries(random, 400);
  const auto vocabulary = make_vocabulary(entries);
  ASSERT_EQ(vocabulary.size(), entries.size());
  for (const auto& entry : entries) {
    const auto word = vocabulary.find(entry.form);
    ASSERT_LT(word, vocabulary.size()) << entry.form;
    EXPECT_EQ(vocabulary.form(static_cast<WordNumber>(word)), entry.form);
    EXPECT_EQ(vocabulary.folded(static_cast<WordNumber>(word)), fold(entry.form));
    EXPECT_EQ(vocabulary.frequency(entry.form), all_uses(entry));
    for (const auto& use : entry.uses)
      EXPECT_EQ(vocabulary.frequency(entry.form, use.language), use.publications);
    EXPECT_EQ(vocabulary.frequency(entry.form, "it"), 0u);
    EXPECT_FALSE(vocabulary.has(entry.form + "x"));
  }
  for (const char* absent : {"", "zzz", "A", "\xff"}) {
    EXPECT_EQ(vocabulary.find(absent), vocabulary.size()) << absent;
    EXPECT_EQ(vocabulary.frequency(absent), 0u);
    EXPECT_EQ(vocabulary.frequency(absent, "de"), 0u);
  }
}

TEST(Vocabulary, MayBeEmpty) {
  for (const auto& vocabulary : {Vocabulary(), make_vocabulary({})}) {
    EXPECT_EQ(vocabulary.size(), 0u);
    EXPECT_FALSE(vocabulary.has("a"));
    EXPECT_THAT(vocabulary.beginning_with("", 10), IsEmpty());
    EXPECT_THAT(vocabulary.forms_of("a"), IsEmpty());
    vocabulary.german_containing("a", [](WordNumber) { FAIL(); });
  }
}

TEST(Vocabulary, GivesTheFormsThatAreOneWithoutAccents) {
  const auto vocabulary = make_vocabulary({{"marche", {{"fr", 3}}},
                                           {"marché", {{"fr", 9}}},
                                           {"marchés", {{"fr", 4}}},
                                           {"märche", {{"de", 1}}},
                                           {"strasse", {{"de", 2}}},
                                           {"straße", {{"de", 5}}},
                                           {"œuvre", {{"fr", 1}}}});
  EXPECT_THAT(vocabulary.forms_of("marche"), ElementsAre("marche", "marché", "märche"));
  EXPECT_THAT(vocabulary.forms_of("strasse"), ElementsAre("strasse", "straße"));
  EXPECT_THAT(vocabulary.forms_of("oeuvre"), ElementsAre("œuvre"));
  EXPECT_THAT(vocabulary.forms_of("march"), IsEmpty());
}

TEST(Vocabulary, FindsFormsByBruteForceToo) {
  std::mt19937 random(5);
  const auto entries = random_entries(random, 300);
  const auto vocabulary = make_vocabulary(entries);
  for (const auto& entry : entries) {
    std::vector<std::string> expected;
    for (const auto& other : entries) {
      if (fold(other.form) == fold(entry.form)) expected.push_back(other.form);
    }
    EXPECT_EQ(vocabulary.forms_of(fold(entry.form)), expected);
  }
}

TEST(Vocabulary, GivesTheMostFrequentWordsOfABeginning) {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    const auto entries = random_entries(random, 1 + random() % 200);
    const auto vocabulary = make_vocabulary(entries);
    for (const std::string prefix : {"", "a", "é", "e", "ab", "ü", "ss", "ß", "日", "zz"}) {
      auto expected = beginning_by_brute_force(entries, prefix);
      const std::size_t limit = random() % 12;
      std::size_t count = 99;
      const auto found = vocabulary.beginning_with(prefix, limit, &count);
      EXPECT_EQ(count, expected.size()) << prefix;
      expected.resize(std::min(limit, expected.size()));
      std::vector<std::string> forms;
      for (const auto word : found) forms.emplace_back(vocabulary.form(word));
      EXPECT_EQ(forms, expected) << prefix << " " << limit;
    }
  }
}

TEST(Vocabulary, FindsPartsOfGermanWords) {
  std::mt19937 random(9);
  for (int round = 0; round < 10; ++round) {
    const auto entries = random_entries(random, 150);
    const auto vocabulary = make_vocabulary(entries);
    for (const std::string part : {"a", "ab", "aa", "aba", "é", "日", "ss", "abcabc"}) {
      std::vector<std::string> expected;
      for (const auto& entry : entries) {
        const bool german = vocabulary.frequency(entry.form, "de") > 0;
        if (german && entry.form.find(part) != std::string::npos) expected.push_back(entry.form);
      }
      std::vector<std::string> found;
      vocabulary.german_containing(
          part, [&](WordNumber word) { found.emplace_back(vocabulary.form(word)); });
      EXPECT_EQ(found, expected) << part;
    }
  }
}

TEST(Vocabulary, RefusesATableThatIsNotInOrder) {
  const TemporaryFolder folder;
  for (const char* text : {"b\ten:1\na\ten:1\n", "a\ten:1\na\ten:1\n", "a\ten:1\nbroken\n"}) {
    folder.write("words", text);
    EXPECT_THROW(Vocabulary(folder.path() / "words"), std::runtime_error) << text;
  }
}

TEST(Vocabulary, RefusesCountsThatAreNone) {
  for (const char* count : {"-1", "0", "16777216", "9223372036854775807"}) {
    const TemporaryFolder folder;
    folder.write("words", std::string("a\tfr:3\nb\ten:1\tfr:") + count + "\n");
    EXPECT_THROW(Vocabulary(folder.path() / "words"), std::runtime_error) << count;
  }
}

TEST(LetterBits, AreThoseOfTheLetters) {
  EXPECT_EQ(letter_bits(""), 0u);
  EXPECT_EQ(letter_bits("abba"), 3u);
  EXPECT_EQ(letter_bits("z"), 1u << 25U);
  EXPECT_EQ(letter_bits("1é"), 1u << 26U);
}

}  // namespace
}  // namespace veille::search
