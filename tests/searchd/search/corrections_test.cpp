#include "searchd/search/corrections.h"

#include <gtest/gtest.h>

#include <ostream>

#include "searchd/search/query.h"
#include "tests/searchd/search/small_vocabulary.h"

namespace veille::search {
namespace {

std::optional<std::string> text_of(const std::optional<Correction>& correction) {
  if (!correction) return std::nullopt;
  return correction->text;
}

const Vocabulary& words() {
  static const Vocabulary kWords = make_vocabulary({
      {"accessibility", {{"en", 40}}},
      {"accessible", {{"en", 30}, {"fr", 10}}},
      {"accessibilité", {{"fr", 40}}},
      {"barriere", {{"de", 1}}},
      {"barrieren", {{"de", 20}}},
      {"casa", {{"it", 20}}},
      {"case", {{"en", 20}}},
      {"cash", {{"en", 20}}},
      {"data", {{"en", 90}, {"it", 2}}},
      {"daten", {{"de", 90}}},
      {"datum", {{"de", 3}}},
      {"derrière", {{"fr", 30}}},
      {"durch", {{"de", 300}}},
      {"form", {{"en", 60}, {"de", 60}}},
      {"from", {{"en", 900}}},
      {"förderung", {{"de", 25}}},
      {"mainframe", {{"en", 12}}},
      {"one", {{"en", 900}}},
      {"open", {{"en", 80}}},
      {"original", {{"en", 9}, {"fr", 9}}},
      {"originel", {{"en", 9}, {"fr", 9}}},
      {"payment", {{"en", 20}}},
      {"payments", {{"en", 50}}},
      {"source", {{"en", 70}, {"fr", 70}}},
      {"straße", {{"de", 8}}},
      {"v2beta", {{"en", 50}}},
      {"zwei", {{"de", 40}}},
  });
  return kWords;
}

struct Row {
  const char* typed;
  const char* language;
  const char* corrected;
};
std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.typed; }

class CorrectWord : public testing::TestWithParam<Row> {};

TEST_P(CorrectWord, FindsTheWordThatWasMeant) {
  EXPECT_EQ(correct_word(words(), GetParam().typed, GetParam().language, 1).value_or(""),
            GetParam().corrected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CorrectWord,
    testing::Values(
        // A letter too many, missing, wrong, two exchanged.
        Row{"mainnframe", "en", "mainframe"}, Row{"manframe", "en", "mainframe"},
        Row{"mainfrape", "en", "mainframe"}, Row{"mainfrmae", "en", "mainframe"},
        Row{"ainframe", "en", "mainframe"}, Row{"xmainframe", "en", "mainframe"},
        Row{"nainframe", "en", "mainframe"},
        // Two errors, no more; in words of up to five letters one; the first letter then right.
        Row{"mainfrmea", "en", "mainframe"}, Row{"manfrape", "en", "mainframe"},
        Row{"manfrap", "en", ""}, Row{"soorce", "en", "source"}, Row{"opem", "en", "open"},
        Row{"oqem", "en", ""}, Row{"nainfrape", "en", ""}, Row{"darrieren", "de", "barrieren"},
        Row{"darrieran", "de", ""},
        // Accents are no errors, and come with the correction.
        Row{"förderug", "de", "förderung"}, Row{"forderug", "de", "förderung"},
        Row{"straase", "de", "straße"},
        // Near ones before frequent ones, then frequent ones, those of the reader's language most.
        Row{"paymentt", "en", "payments"}, Row{"paymen", "en", "payment"},
        Row{"accessibilit", "en", "accessibility"}, Row{"accessibilit", "fr", "accessibilité"},
        Row{"datan", "en", "data"}, Row{"datan", "de", "daten"}, Row{"cast", "en", "case"},
        Row{"casx", "it", "casa"}, Row{"originl", "en", "original"},
        // Of equal ones the first by its letters.
        Row{"originxl", "fr", "original"},
        // Stop words are not meant.
        Row{"durhc", "de", ""}, Row{"fro", "en", ""}, Row{"forn", "en", "form"},
        // Too short, with digits, too far from anything, itself.
        Row{"none", "en", ""}, Row{"dat", "en", ""}, Row{"d", "en", ""}, Row{"", "en", ""},
        Row{"mainfr4me", "en", ""}, Row{"v2bet", "en", ""}, Row{"2beta", "en", ""},
        Row{"zzzzzz", "en", ""}, Row{"мейнфрейм", "en", ""}, Row{"日本語の", "en", ""},
        // Two words run together, both frequent.
        Row{"opensource", "en", "open source"}, Row{"opendata", "en", "open data"},
        Row{"datamainframe", "en", "data mainframe"}, Row{"opendatum", "en", ""},
        Row{"openzzzz", "en", ""}));

TEST(CorrectWord, NeverGivesAWordLessFrequentThanAsked) {
  EXPECT_EQ(correct_word(words(), "mainfrmae", "en", 12), "mainframe");
  EXPECT_EQ(correct_word(words(), "mainfrmae", "en", 13), std::nullopt);
  EXPECT_EQ(correct_word(words(), "opensource", "en", 81), std::nullopt);
}

TEST(CorrectWord, TakesWordsOfAnyLength) {
  for (const std::size_t length : {63u, 64u, 65u, 500u})
    EXPECT_EQ(correct_word(words(), std::string(length, 'm'), "en", 1), std::nullopt) << length;
}

class CorrectText : public testing::TestWithParam<Row> {};

TEST_P(CorrectText, LeavesAllElseAsTyped) {
  const auto frequency_of = [](const std::string& word) { return words().frequency(word); };
  EXPECT_EQ(
      text_of(correct_text(words(), GetParam().typed, GetParam().language, false, frequency_of))
          .value_or(""),
      GetParam().corrected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CorrectText,
    testing::Values(
        Row{"mainframe", "en", ""}, Row{"", "en", ""}, Row{"...", "en", ""},
        Row{"mainfrmae", "en", "mainframe"}, Row{"MAINFRMAE", "en", "mainframe"},
        // But for space around it, which nobody meant.
        Row{"  mainfrmae,  paymets! ", "en", "mainframe,  payments!"},
        Row{"the mainfrmae", "en", "the mainframe"}, Row{"l'accessibilte", "fr", "l'accessibilité"},
        Row{"mainfrmae OR paymets", "en", "mainframe OR payments"},
        Row{"(mainfrmae -paymets)", "en", "(mainframe -payments)"},
        Row{"\"mainfrmae paymets\"", "en", "\"mainframe payments\""},
        Row{"mainfrmae NEAR/5 paymets", "en", "mainframe NEAR/5 payments"},
        // A title is text, other fields have values.
        Row{"title:mainfrmae", "en", "title:mainframe"},
        Row{"tag:mainfrmae paymets", "en", "tag:mainfrmae payments"},
        Row{"author:\"mainfrmae\"", "en", ""},
        // Beginnings are right when a word begins so.
        Row{"mainfr*", "en", ""}, Row{"mainfrx*", "en", ""}, Row{"mainfrmae*", "en", "mainframe*"},
        Row{"barrier*", "de", ""},
        // A rare word is corrected when a much more frequent one is near; a frequent one never.
        Row{"barriere", "de", ""}, Row{"datum", "de", ""}, Row{"originel", "en", ""},
        Row{"opensource paymets", "en", "open source payments"}));

TEST(CorrectText, CorrectsARareWordOnlyToAMuchMoreFrequentOne) {
  const auto rare = [](const std::string&) { return std::uint32_t{1}; };
  EXPECT_EQ(text_of(correct_text(words(), "mainfrmae", "en", false, rare)), std::nullopt);
  EXPECT_EQ(text_of(correct_text(words(), "paymets", "en", false, rare)), "payments");
  const auto known = [](const std::string&) { return kRare + 1; };
  EXPECT_EQ(text_of(correct_text(words(), "paymets", "en", false, known)), std::nullopt);
}

TEST(CorrectText, IsSureOfFewErrorsAndOfWordsThatAreNoRarity) {
  const auto none = [](const std::string&) { return std::uint32_t{0}; };
  const auto one = correct_text(words(), "paymets", "en", false, none);
  ASSERT_TRUE(one);
  EXPECT_TRUE(one->sure);
  const auto two = correct_text(words(), "mainframmme", "en", false, none);
  ASSERT_TRUE(two);
  EXPECT_TRUE(two->sure);
  // Two errors in a short word, and one publication has the other.
  const auto rare = correct_text(words(), "baiere", "de", false, none);
  ASSERT_TRUE(rare);
  EXPECT_EQ(rare->text, "barriere");
  EXPECT_FALSE(rare->sure);
}

TEST(CorrectText, LeavesTheWordThatIsBeingTyped) {
  const auto none = [](const std::string&) { return std::uint32_t{0}; };
  EXPECT_EQ(text_of(correct_text(words(), "mainfrmae paymets", "en", true, none)),
            "mainframe paymets");
  EXPECT_EQ(text_of(correct_text(words(), "mainfrmae paymets ", "en", true, none)),
            "mainframe payments");
}

TEST(CorrectText, LooksAtNoMoreThanAQueryHas) {
  const auto none = [](const std::string&) { return std::uint32_t{0}; };
  std::string many;
  for (std::size_t i = 0; i < kMaxQueryWords; ++i) many += "zzz" + std::string(1, 'a') + " ";
  EXPECT_EQ(text_of(correct_text(words(), many + "mainfrmae", "en", false, none)), std::nullopt);
  const std::string spaces(kMaxQueryBytes, ' ');
  EXPECT_EQ(text_of(correct_text(words(), spaces + "mainfrmae", "en", false, none)), std::nullopt);
}

}  // namespace
}  // namespace veille::search
