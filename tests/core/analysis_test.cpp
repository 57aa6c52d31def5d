#include "veille/analysis.h"

#include "core/words_by_icu.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace veille {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> exact(std::string_view text) {
  std::vector<std::string> out;
  for (auto& word : words(text)) out.push_back(word.exact);
  return out;
}

struct Row {
  const char* text;
  std::vector<std::string> words;
};
std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.text; }

class Words : public testing::TestWithParam<Row> {};

TEST_P(Words, AreAsTheTableSays) { EXPECT_EQ(exact(GetParam().text), GetParam().words); }

INSTANTIATE_TEST_SUITE_P(
    Table, Words,
    testing::Values(
        Row{"", {}}, Row{" \n\t", {}}, Row{"…—«»!", {}}, Row{"Open Data", {"open", "data"}},
        Row{"L'énergie", {"énergie"}}, Row{"l’ÉNERGIE", {"énergie"}},
        Row{"dell'energia", {"energia"}}, Row{"dell’Agenzia", {"agenzia"}}, Row{"jusqu'à", {"à"}},
        Row{"aujourd'hui", {"aujourd'hui"}}, Row{"don’t I'm o'clock", {"don't", "i'm", "o'clock"}},
        Row{"agencies' own", {"agencies", "own"}}, Row{"data.gouv.fr", {"data", "gouv", "fr"}},
        Row{"fin.Début", {"fin", "début"}},
        Row{"Bürger:innen étudiant·e·s snake_case",
            {"bürger", "innen", "étudiant", "e", "s", "snake", "case"}},
        Row{"U.S. e.V. E.U.", {"us", "ev", "eu"}}, Row{"3.9 1,000 v2.1", {"3.9", "1,000", "v2.1"}},
        Row{"RGAA4 COVID-19", {"rgaa4", "covid", "19"}},
        Row{"co\u00ADopé\u200Dra\uFEFFtion", {"coopération"}},
        Row{"e\u0301tat ÉTAT", {"état", "état"}}, Row{"a\u00A0b\u2028c", {"a", "b", "c"}},
        Row{"ﬁnance eﬀort", {"finance", "effort"}}, Row{"Straße GROẞ", {"straße", "groß"}},
        Row{"\xC3\x28 ok \xFF", {"ok"}}, Row{"😀 👩‍💻 x", {"x"}}));

TEST(Words, TellWhichBytesShowThem) {
  const std::string text = "  L’énergie, ok";
  const auto all = words(text);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(text.substr(all[0].begin, all[0].end - all[0].begin), "énergie");
  EXPECT_EQ(text.substr(all[1].begin, all[1].end - all[1].begin), "ok");
}

TEST(Words, AreLowerCaseForEveryLetterOfLatin1) {
  for (int c = 0xC0; c <= 0xFF; ++c) {
    std::string letter;
    letter.push_back(static_cast<char>(0xC0 | (c >> 6)));
    letter.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    if (c == 0xD7 || c == 0xF7) {
      EXPECT_THAT(exact(letter), IsEmpty());
      continue;
    }
    // With a letter beyond Latin-1 beside it, ICU makes the same of it.
    const std::string both = exact(letter + "ł").at(0);
    EXPECT_EQ(exact(letter).at(0) + "ł", both);
  }
}

TEST(Words, AreCutAtTheLimitAtACharactersEnd) {
  const std::string longest = exact(std::string(300, 'x')).at(0);
  EXPECT_EQ(longest.size(), kMaxWordBytes);
  std::string initials = "a";
  for (int i = 0; i < 400; ++i) initials += ".b";
  EXPECT_EQ(exact(initials).at(0).size(), kMaxWordBytes);
  std::string accented;
  for (int i = 0; i < 100; ++i) accented += "é";
  EXPECT_TRUE(is_utf8(exact(accented).at(0)));
  EXPECT_LE(exact(accented).at(0).size(), kMaxWordBytes);
}

TEST(Fold, TakesMarksAway) {
  EXPECT_EQ(fold("étranger"), "etranger");
  EXPECT_EQ(fold("straße"), "strasse");
  EXPECT_EQ(fold("œuvre"), "oeuvre");
  EXPECT_EQ(fold("føroyar"), "foroyar");
  EXPECT_EQ(fold("łódź"), "lodz");
  EXPECT_EQ(fold("plain"), "plain");
  EXPECT_EQ(fold(fold("ǆđï")), fold("ǆđï"));
}

TEST(Stems, KeepTheAccentedAndTheFoldedOne) {
  EXPECT_THAT(stems("étrangers", "fr"), ElementsAre("étranger", "etranger"));
  EXPECT_THAT(stems("initiatives", "fr"), ElementsAre("initi"));
  EXPECT_EQ(stems("häuser", "de").front(), stems("haus", "de").front());
}

TEST(Stems, LeaveWordsWithDigitsAndUnknownLanguagesAlone) {
  EXPECT_THAT(stems("covid19s", "en"), ElementsAre("covid19s"));
  EXPECT_THAT(stems("services", ""), ElementsAre("services"));
  EXPECT_THAT(stems("services", "xx"), ElementsAre("services"));
}

TEST(CutUtf8, NeverPartsACharacter) {
  EXPECT_EQ(cut_utf8("aé", 2), "a");
  EXPECT_EQ(cut_utf8("aé", 3), "aé");
  EXPECT_EQ(cut_utf8("é", 1), "");
}

TEST(VocabularyKey, IsOneForAllSpellings) {
  EXPECT_EQ(vocabulary_key("  État "), "etat");
  EXPECT_EQ(vocabulary_key("ETAT"), "etat");
  EXPECT_EQ(vocabulary_key("Open\u00A0 Data"), "open data");
  EXPECT_EQ(vocabulary_key("l’usager"), vocabulary_key("l'usager"));
  EXPECT_EQ(vocabulary_key(" \u200B \u00AD"), vocabulary_key(""));
  EXPECT_LE(vocabulary_key(std::string(500, 'x')).size(), 150u);
}

/// A value in an address is looked up by its key.
TEST(VocabularyKey, IsItsOwnKeyWhereItIsCutBehindAWord) {
  const std::string key = vocabulary_key(std::string(149, 'x') + " y");
  EXPECT_EQ(key, std::string(149, 'x'));
  EXPECT_EQ(vocabulary_key(key), key);
}

TEST(IsUtf8, RefusesWhatIsNot) {
  EXPECT_TRUE(is_utf8("é😀"));
  EXPECT_FALSE(is_utf8("\xC3"));
  EXPECT_FALSE(is_utf8("\xC0\x80"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
}

/// Pieces of texts that meet each other in every order.
TEST(Words, AreThoseOfIcuAlone) {
  const std::vector<std::string> pieces = {
      "a",      "B",      "word",   "É",       "ß",    "ç",          "œ",
      "Ω",      "й",      "漢字",   "צה",      "א",    "\"",         "ไทย",
      "7",      "42",     " ",      " ",       " ",    "\n",         "\t",
      "\r\n",   "-",      "/",      "(",       ")",    "\"",         "'",
      "\u2019", "\u2018", "l'",     "d\u2019", ".",    ",",          ";",
      ":",      "!",      "?",      "*",       "_",    "@",          "#",
      "&",      "%",      "\u00A0", "«",       "»",    "\u2013",     "\u2014",
      "\u201C", "\u201D", "\u2026", "\u2022",  "·",    "\u00AD",     "\u200B",
      "\u200D", "\u0301", "\u202F", "\xFF",    "\xC3", "\xE2\x80",   "×",
      "÷",      "U.S.",   "3.14",   "1,000",   "e.V.", "\U0001F600", "\U0001F1EB\U0001F1F7",
      "ª",      "º",      "µ"};
  std::uint64_t state = 20190710;
  const auto next = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state >> 33U);
  };
  for (int round = 0; round < 30000; ++round) {
    std::string text;
    for (std::size_t n = 1 + next() % 9; n > 0; --n) text += pieces[next() % pieces.size()];
    std::vector<Word> by_icu;
    append_by_icu(text, 0, text.size(), by_icu);
    ASSERT_EQ(words(text), by_icu) << text;
  }
}

}  // namespace
}  // namespace veille
