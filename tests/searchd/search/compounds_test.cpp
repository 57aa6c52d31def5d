#include "searchd/search/compounds.h"

#include <gtest/gtest.h>

#include <ostream>
#include <sstream>

#include "tests/searchd/search/small_vocabulary.h"

namespace veille::search {
namespace {

/// German words with their numbers of publications; "team" is English, too.
constexpr const char* kGermanWords =
    "amt 30 arten 12 beteiligung 40 beteiligungen 8 bildung 30 buch 20 bürger 50 "
    "bürgerbeteiligung 5 bürgerin 6 daten 100 datensatz 12 datenschutz 30 "
    "datenschutzgesetz 2 garten 20 gartenarten 1 gericht 10 gesetz 20 gesetze 15 "
    "gestern 9 gesundheit 25 gesundheitsdaten 4 kinder 50 kindergarten 7 landung 3 "
    "land 40 rat 30 raten 10 beraten 20 rathaus 9 haus 30 satz 20 schaft 5 schule 40 "
    "schulbuch 4 schulbücher 2 bücher 15 schutz 50 stern 5 verwaltung 60 "
    "verwaltungsgericht 3 straße 30 weiter 90 weiterbildung 6 wirt 5 wirtschaft 500 "
    "2019er 3 über 300 übersatz 1 straßenbuch 3 ";

const Vocabulary& words() {
  static const Vocabulary kWords = [] {
    std::vector<WordEntry> entries;
    std::istringstream german(kGermanWords);
    std::string form;
    for (int count = 0; german >> form >> count;) entries.push_back({form, {{"de", count}}});
    entries.push_back({"team", {{"de", 30}, {"en", 200}}});
    entries.push_back({"teamdaten", {{"de", 1}}});
    entries.push_back({"datasheet", {{"en", 40}}});
    entries.push_back({"database", {{"en", 40}}});
    return make_vocabulary(std::move(entries));
  }();
  return kWords;
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& item : list) out += (out.empty() ? "" : " ") + item;
  return out;
}

struct Row {
  const char* word;
  const char* expected;
};
std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.word; }

class CompoundParts : public testing::TestWithParam<Row> {};

TEST_P(CompoundParts, AreWordsOfTheIndex) {
  EXPECT_EQ(joined(compound_parts(words(), GetParam().word)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CompoundParts,
    testing::Values(Row{"bürgerbeteiligung", "bürger beteiligung"},
                    Row{"datenschutzgesetz", "daten schutz gesetz"},
                    // With linking letters, and without letters of the part.
                    Row{"verwaltungsgericht", "verwaltung gericht"},
                    Row{"gesundheitsdaten", "gesundheit daten"}, Row{"schulbuch", "schule buch"},
                    // Compounds that no text has, in any inflection.
                    Row{"bürgerschutz", "bürger schutz"}, Row{"schulgesetze", "schule gesetz"},
                    Row{"kindergartengesetzes", "kinder garten gesetz"},
                    Row{"bürgerbeteiligungen", "bürger beteiligung"},
                    // No compounds: one word, short parts, digits, a part that no text has.
                    Row{"daten", ""}, Row{"verwaltung", ""}, Row{"rathaus", ""}, Row{"landung", ""},
                    Row{"gestern", ""}, Row{"beraten", ""}, Row{"bürgerin", ""},
                    Row{"2019gesetz", ""}, Row{"datenzauber", ""}, Row{"xdaten", ""}, Row{"", ""},
                    Row{"database", ""}, Row{"gesetzdatasheet", ""},
                    // A word far more frequent than its parts is a word of its own.
                    Row{"wirtschaft", ""},
                    // Stop words are no parts.
                    Row{"überdaten", ""}));

class CompoundsWith : public testing::TestWithParam<Row> {};

TEST_P(CompoundsWith, AreThoseOfTheIndex) {
  EXPECT_EQ(joined(compounds_with(words(), GetParam().word)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CompoundsWith,
    testing::Values(
        // First, in between and last.
        Row{"bürger", "bürgerbeteiligung"}, Row{"beteiligung", "bürgerbeteiligung"},
        Row{"schutz", "datenschutz datenschutzgesetz"}, Row{"gericht", "verwaltungsgericht"},
        Row{"garten", "gartenarten kindergarten"}, Row{"kinder", "kindergarten"},
        // By form, where the stem is too short to look for.
        Row{"daten", "datensatz datenschutz datenschutzgesetz gesundheitsdaten teamdaten"},
        // With an umlaut, which no stem has; by its last letters, where there are many.
        Row{"bildung", "weiterbildung"}, Row{"straße", "straßenbuch"},
        // Any form of the part.
        Row{"beteiligungen", "bürgerbeteiligung"}, Row{"gesetze", "datenschutzgesetz"},
        Row{"schule", "schulbuch schulbücher"},
        // The part stands in it twice, the first time by accident.
        Row{"arten", "gartenarten"},
        // A part of two parts.
        Row{"datenschutz", "datenschutzgesetz"}, Row{"team", "teamdaten"},
        // False friends: letters that are no part, the word itself, short ones, other languages.
        Row{"stern", ""}, Row{"raten", ""}, Row{"land", ""}, Row{"haus", ""}, Row{"rat", ""},
        Row{"amt", ""}, Row{"wirt", ""}, Row{"datasheet", ""}, Row{"sheet", ""}, Row{"2019er", ""},
        Row{"", ""}, Row{"bürgerbeteiligung", ""}));

TEST(CompoundsWith, KeepsTheMostFrequent) {
  std::vector<WordEntry> entries = {{"schutz", {{"de", 900}}}};
  const auto letters = [](int i) {
    return std::string{static_cast<char>('a' + i / 26), static_cast<char>('a' + i % 26)};
  };
  for (int i = 0; i < 300; ++i) {
    entries.push_back({"wort" + letters(i), {{"de", 900}}});
    entries.push_back({"wort" + letters(i) + "schutz", {{"de", 1 + i}}});
  }
  const auto found = compounds_with(make_vocabulary(std::move(entries)), "schutz");
  EXPECT_EQ(found.size(), kMaxCompounds);
  EXPECT_EQ(found.front(), "wort" + letters(100) + "schutz");
}

}  // namespace
}  // namespace veille::search
