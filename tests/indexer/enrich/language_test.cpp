#include "indexer/enrich/language.h"

#include <gtest/gtest.h>

#include <string>

namespace veille::enrich {
namespace {

const char* const kEnglish =
    "We spent ten months with the people who answer the phone. They know which letters nobody "
    "understands, and they "
    "were glad that somebody finally asked them.";
const char* const kFrench =
    "Nous avons passé dix mois avec les agents qui répondent au téléphone. Ils savent quelles "
    "lettres personne ne "
    "comprend, et ils étaient contents qu'on leur pose enfin la question.";
const char* const kGerman =
    "Wir haben zehn Monate mit den Menschen verbracht, die ans Telefon gehen. Sie wissen, welche "
    "Briefe niemand "
    "versteht, und sie freuten sich, dass endlich jemand danach fragte.";
const char* const kItalian =
    "Abbiamo passato dieci mesi con le persone che rispondono al telefono. Sanno quali lettere "
    "nessuno capisce, ed "
    "erano contente che finalmente qualcuno lo chiedesse.";

Publication publication(const std::string& language, Provenance provenance,
                        const std::string& text) {
  Publication made;
  made.language = language;
  made.language_provenance = provenance;
  made.sections.push_back({0, "", "", text});
  return made;
}

TEST(DetectLanguage, TellsTheLanguagesOfTheField) {
  EXPECT_EQ(detect_language(kEnglish), "en");
  EXPECT_EQ(detect_language(kFrench), "fr");
  EXPECT_EQ(detect_language(kGerman), "de");
  EXPECT_EQ(detect_language(kItalian), "it");
}

TEST(DetectLanguage, IsSilentWhereItIsNotSure) {
  EXPECT_EQ(detect_language(""), "");
  EXPECT_EQ(detect_language("Bonjour"), "");
  EXPECT_EQ(
      detect_language(
          "1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 12345"),
      "");
  EXPECT_EQ(detect_language(std::string(kEnglish) + "\n" + kGerman), "");
}

TEST(DetectLanguage, SurvivesBytesThatAreNotText) {
  EXPECT_EQ(detect_language(std::string("\xff\xc3\xe2\x82\0\xf0\x9f", 7)), "");
  EXPECT_EQ(detect_language(std::string(kFrench) + "\xe2\x82"), "fr");
}

TEST(DecideLanguage, LetsADeclarationStand) {
  auto post = publication("fr", Provenance::declared, kEnglish);
  decide_language(post);
  EXPECT_EQ(post.language, "fr");
  EXPECT_EQ(post.language_provenance, Provenance::declared);
}

TEST(DecideLanguage, CorrectsWhatOnlyTheSiteSays) {
  auto post = publication("fr", Provenance::source, kEnglish);
  decide_language(post);
  EXPECT_EQ(post.language, "en");
  EXPECT_EQ(post.language_provenance, Provenance::text);
}

TEST(DecideLanguage, KeepsTheSitesLanguageWhereTheTextAgreesOrIsShort) {
  auto agreeing = publication("de", Provenance::source, kGerman);
  decide_language(agreeing);
  EXPECT_EQ(agreeing.language_provenance, Provenance::source);
  auto brief = publication("de", Provenance::source, "Hello world");
  decide_language(brief);
  EXPECT_EQ(brief.language, "de");
}

TEST(DecideLanguage, FillsInWhatNobodySays) {
  auto post = publication("", Provenance::declared, kItalian);
  decide_language(post);
  EXPECT_EQ(post.language, "it");
  EXPECT_EQ(post.language_provenance, Provenance::text);
}

TEST(DecideLanguage, ReadsNoMoreOfAReportThanItNeeds) {
  auto report = publication("", Provenance::source, "");
  for (int page = 0; page < 200; ++page)
    report.sections.push_back({page + 1, "", "", page < 100 ? kFrench : kGerman});
  decide_language(report);
  EXPECT_EQ(report.language, "fr");
}

}  // namespace
}  // namespace veille::enrich
