#include "indexer/read/garbled.h"

#include <gtest/gtest.h>

#include <ostream>

namespace veille::read {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text + "\n";
  return result;
}

/// Each letter replaced by the third one after it.
std::string shifted(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>('a' + (c - 'a' + 3) % 26);
  }
  return text;
}

class IsGarbled : public ::testing::TestWithParam<const char*> {};

TEST_P(IsGarbled, KnowsALanguageFromItsShiftedLetters) {
  const std::string text = repeated(GetParam(), 30);
  EXPECT_FALSE(is_garbled({text}));
  EXPECT_TRUE(is_garbled({shifted(text)}));
}

INSTANTIATE_TEST_SUITE_P(
    Languages, IsGarbled,
    ::testing::Values(
        "les agents publics conçoivent ensemble un service simple pour les usagers",
        "small teams of designers and engineers work within government departments",
        "kleine gruppen entwickeln gemeinsam nützliche werkzeuge für verwaltungen",
        "piccoli gruppi progettano insieme servizi pubblici semplici per i cittadini"));

TEST(IsGarbled, LetsTablesListsAndOtherScriptsBe) {
  EXPECT_FALSE(is_garbled({}));
  EXPECT_FALSE(is_garbled({"", "\n\n"}));
  EXPECT_FALSE(is_garbled({repeated("1 234,5 67 % 8.9 (10) 2019-07-10 | 3 €", 200)}));
  EXPECT_FALSE(is_garbled({repeated("ΔΙΟΙΚΗΣΗ управление 行政サービス", 200)}));
  EXPECT_FALSE(is_garbled({repeated("HTTP HTML XML SQL DGFP", 10)})) << "too few to judge";
  EXPECT_FALSE(is_garbled({"\xEE\x80\x80"})) << "a sign of a font of symbols";
  EXPECT_FALSE(is_garbled({repeated("\xEF\x82\xB7 a point of a list", 100)}));
  EXPECT_FALSE(is_garbled({repeated("the\x03space\x03is\x03numbered\x03so", 100)}));
}

TEST(IsGarbled, KnowsCharactersWithoutMeaning) {
  EXPECT_TRUE(is_garbled({repeated("\xEF\xBF\xBD\xEF\xBF\xBD a", 20)}));
  EXPECT_TRUE(is_garbled({repeated("\xEE\x80\x81\xEE\x80\x82", 20)}));
  EXPECT_TRUE(is_garbled({repeated("\x01\x02\x03 b", 20)}));
}

}  // namespace
}  // namespace veille::read
