#include "veille/locale.h"

#include <gtest/gtest.h>

namespace veille {
namespace {

TEST(Locale, NamesCountriesAndLanguagesInTheReadersLanguage) {
  EXPECT_EQ(country_name("CA", "de"), "Kanada");
  EXPECT_EQ(country_name("DE", "fr"), "Allemagne");
  EXPECT_EQ(country_name("ZZ-", "fr"), country_name("ZZ-", "fr"));
  EXPECT_EQ(language_name("en", "fr"), "Anglais");
  EXPECT_EQ(language_name("fr", "it"), "Francese");
  EXPECT_EQ(language_name_inside("fr", "it"), "francese");
  EXPECT_EQ(language_name_inside("fr", "de"), "Französisch");
}

TEST(CountryCode, KnowsCodesAndNames) {
  EXPECT_EQ(country_code("ca"), "CA");
  EXPECT_EQ(country_code("Kanada"), "CA");
  EXPECT_EQ(country_code("etats-unis"), "US");
  EXPECT_EQ(country_code("Stati Uniti"), "US");
  EXPECT_EQ(country_code("eu"), "EU");
  for (const char* none : {"", "XX", "Atlantis", "C"}) EXPECT_EQ(country_code(none), "") << none;
}

TEST(Locale, WritesDatesInWords) {
  EXPECT_EQ(long_date("2019-07-10", "fr"), "10 juillet 2019");
  EXPECT_EQ(long_date("2019-07-10", "en"), "July 10, 2019");
  EXPECT_EQ(long_date("soon", "en"), "soon");
  EXPECT_EQ(long_date("2019-0x-10", "en"), "2019-0x-10");
}

TEST(PrimaryLanguage, TakesTheFirstSubtag) {
  EXPECT_EQ(primary_language("en-AU"), "en");
  EXPECT_EQ(primary_language("FR_ca"), "fr");
  EXPECT_EQ(primary_language(""), "");
  EXPECT_EQ(primary_language("x"), "");
  EXPECT_EQ(primary_language("français"), "");
}

TEST(NegotiateLanguage, FollowsQualityThenOrder) {
  const auto& offered = ui_languages();
  EXPECT_EQ(negotiate_language("da, en-gb;q=0.8, fr;q=0.9", offered), "fr");
  EXPECT_EQ(negotiate_language("de,it", offered), "de");
  EXPECT_EQ(negotiate_language("", offered), offered.front());
  EXPECT_EQ(negotiate_language("fr;q=0, it;q=0.1", offered), "it");
  EXPECT_EQ(negotiate_language(";;q=,,fr;q=x,,", offered), offered.front());
}

TEST(CollationKey, SortsAsReadersExpect) {
  EXPECT_LT(collation_key("état", 48), collation_key("Eté", 48));
  EXPECT_LT(collation_key("abc", 48), collation_key("ABD", 48));
  EXPECT_LE(collation_key(std::string(1000, 'z'), 48).size(), 48u);
}

}  // namespace
}  // namespace veille
