#include "indexer/enrich/country.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "veille/analysis.h"

namespace veille::enrich {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const CountryFinder& finder() {
  static const CountryFinder made;
  return made;
}

Publication post(const std::string& title, const std::string& text,
                 const std::string& language = "en") {
  Publication made;
  made.title = title;
  made.language = language;
  made.sections.push_back({0, "", "", text});
  return made;
}

std::vector<std::string> codes(const Publication& publication, const std::string& home = "") {
  std::vector<std::string> out;
  for (const auto& country : finder().find(publication, home)) out.push_back(country.code);
  return out;
}

struct TitleCase {
  const char* language;
  const char* title;
  const char* code;  // empty: none
};

void PrintTo(const TitleCase& c, std::ostream* out) { *out << c.language << ": " << c.title; }

class CountryInTitle : public testing::TestWithParam<TitleCase> {};

TEST_P(CountryInTitle, IsFound) {
  const auto& c = GetParam();
  const auto found = codes(post(c.title, "", c.language));
  if (*c.code == '\0') {
    EXPECT_THAT(found, IsEmpty());
  } else {
    EXPECT_THAT(found, ElementsAre(c.code));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Names, CountryInTitle,
    testing::Values(TitleCase{"en", "A year in New Zealand", "NZ"},
                    TitleCase{"en", "What the U.S. learned", "US"},
                    TitleCase{"en", "Canada's new service standard", "CA"},
                    TitleCase{"en", "Service design in the UK", "GB"},
                    TitleCase{"en", "Maps for Bosnia and Herzegovina", "BA"},
                    TitleCase{"en", "Open data in Ivory Coast", "CI"},
                    TitleCase{"fr", "Les Etats-Unis ouvrent leurs codes", "US"},
                    TitleCase{"fr", "Les États-Unis ouvrent leurs codes", "US"},
                    TitleCase{"fr", "L’Allemagne finance des prototypes", "DE"},
                    TitleCase{"fr", "Le numérique à La Réunion", "RE"},
                    TitleCase{"fr", "Ce que prépare la directive européenne", "EU"},
                    TitleCase{"de", "Besuch im Vereinigten Königreich", "GB"},
                    TitleCase{"de", "Kanadas Verwaltung stellt ein", "CA"},
                    TitleCase{"de", "Was Island anders macht", "IS"},
                    TitleCase{"it", "I servizi digitali del Regno Unito", "GB"},
                    TitleCase{"es", "Lo que hace el Reino Unido", "GB"}));

INSTANTIATE_TEST_SUITE_P(
    FalseFriends, CountryInTitle,
    testing::Values(
        TitleCase{"en", "Contact us today", ""}, TitleCase{"en", "CONTACT US", ""},
        TitleCase{"en", "How to cook turkey and jordan almonds", ""},
        TitleCase{"en", "Turkey day at the office", ""}, TitleCase{"en", "Meet Jordan Hatch", ""},
        TitleCase{"en", "Thank you, Chad", ""}, TitleCase{"en", "Georgia explains her work", ""},
        TitleCase{"en", "The guinea pig approach", ""}, TitleCase{"en", "An island of calm", ""},
        TitleCase{"en", "Code for Canada", ""},
        TitleCase{"en", "Partners across Latin America", ""},
        TitleCase{"en", "Now available in French and English", ""},
        TitleCase{"en", "Read www.example.US.com/Canada", ""},
        TitleCase{"fr", "Une réunion à Grenade avec Maurice", ""},
        TitleCase{"fr", "Notre site parle l'anglais", ""},
        TitleCase{"de", "Malte stellt sich vor", ""},
        TitleCase{"de", "Jetzt auch auf Englisch", ""}));

INSTANTIATE_TEST_SUITE_P(NotWhatTheySeem, CountryInTitle,
                         testing::Values(TitleCase{"en", "New Mexico rebuilds its forms", "US"},
                                         TitleCase{"en", "New South Wales goes digital", "AU"},
                                         TitleCase{"en", "Schools in Papua New Guinea", "PG"},
                                         TitleCase{"en", "Ministries in Jordan", "JO"},
                                         TitleCase{"en", "Elections in Georgia", "GE"},
                                         TitleCase{"en", "Elections in Georgia, United States",
                                                   "US"}));

TEST(FindCountries, GivesTheSentenceOfTheTitleOrText) {
  const auto found =
      finder().find(post("Notes from Estonia", "We came back. Estonia keeps no paper."), "");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0], (Country{"EE", Provenance::title, "Notes from Estonia"}));
}

const char* const kParagraph =
    "It was raining. Estonia lets every resident see who has opened their file, and keeps that log "
    "for years. The "
    "office that runs the register told us how the rule came about, what it cost, and which parts "
    "of it nobody uses.";

TEST(FindCountries, NeedsMoreThanAMention) {
  EXPECT_THAT(codes(post("Notes", "A guest from Estonia told us about a log.")), IsEmpty());
  EXPECT_THAT(codes(post("Notes", std::string("Estonia comes first.\n") + kParagraph +
                                      "\nWe owe Estonia a visit.")),
              ElementsAre("EE"));
}

TEST(FindCountries, TakesAParagraphThatBeginsWithTheCountry) {
  const auto found = finder().find(post("Round-up",
                                        "In Switzerland a new law asks every office to publish the "
                                        "software that it pays for. The law "
                                        "has been in force for a year, and the first cantons have "
                                        "opened their repositories; others "
                                        "wait for guidance on licences.\nNothing else happened."),
                                   "");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "CH");
  EXPECT_EQ(found[0].provenance, Provenance::text);
  EXPECT_EQ(found[0].sentence,
            "In Switzerland a new law asks every office to publish the software that it pays for.");
}

TEST(FindCountries, TakesAHeading) {
  auto publication = post("Round-up", "");
  publication.sections[0].heading = "Open data in Taiwan";
  EXPECT_THAT(codes(publication), ElementsAre("TW"));
}

TEST(FindCountries, TakesListsByCountryOnlyWhereTheTextLooksAbroad) {
  const std::string list = "Fund A, Germany\nTeam B, Italy\nAgency C, Australia";
  EXPECT_THAT(codes(post("Programmes in other countries", list)), ElementsAre("AU", "DE", "IT"));
  EXPECT_THAT(codes(post("Speakers", list)), IsEmpty());
}

TEST(FindCountries, TakesNoListOfParticipants) {
  const std::string line = "Guests came from Estonia, Finland, Norway, Sweden and Japan.";
  EXPECT_THAT(codes(post("A summit", line + "\n" + line + "\n" + line)), IsEmpty());
}

TEST(FindCountries, TakesNoAdjectivesAlone) {
  EXPECT_THAT(codes(post("Lunch",
                         "An Italian lunch.\nItalian coffee.\nMore Italian coffee.\nItalian cake.\n"
                         "Italian music.\nItalian weather.")),
              IsEmpty());
}

TEST(FindCountries, TakesNoOrganisationsAlone) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "We asked Code for Canada once more.\n";
  EXPECT_THAT(codes(post("Volunteers", text)), IsEmpty());
}

TEST(FindCountries, AddsTheSourcesCountry) {
  const auto found = finder().find(post("A workshop", "We met and we talked."), "FR");
  EXPECT_THAT(found, ElementsAre(Country{"FR", Provenance::source, ""}));
}

TEST(FindCountries, DoesNotAddTheSourcesCountryToALinkWithoutText) {
  EXPECT_THAT(codes(post("Worth reading elsewhere", ""), "FR"), IsEmpty());
}

TEST(FindCountries, LeavesTheSourcesCountryOutOfTextsOnOthers) {
  const std::string text =
      "Poland has a network of volunteers.\nCities in Poland take part.\nPoland pays for servers.\n"
      "The ministry of Poland is pleased.";
  EXPECT_THAT(codes(post("Volunteers in Poland", text), "DE"), ElementsAre("PL"));
  EXPECT_THAT(codes(post("Volunteers in Poland and Germany", text), "DE"), ElementsAre("DE", "PL"));
}

TEST(FindCountries, KeepsWhatIsDeclaredAndSortsByProvenance) {
  auto publication = post("From Denmark to Canada", "We travelled.");
  publication.countries = {{"DK", Provenance::declared, ""}, {"AT", Provenance::declared, ""}};
  const auto found = finder().find(publication, "FR");
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0], (Country{"AT", Provenance::declared, ""}));
  EXPECT_EQ(found[1], (Country{"DK", Provenance::declared, ""}));
  EXPECT_EQ(found[2], (Country{"FR", Provenance::source, ""}));
  EXPECT_EQ(found[3].code, "CA");
}

TEST(FindCountries, DoesNotCountADescriptionTakenFromTheTextTwice) {
  auto publication = post("Maps", "Mapping villages in Kenya helps. Two students drew them.");
  publication.description = "Mapping villages in Kenya helps. Two students";
  EXPECT_THAT(codes(publication), IsEmpty());
}

TEST(FindCountries, CutsLongSentencesButKeepsTheName) {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "étape ";
  const auto found = finder().find(post(words + "au Canada " + words, "", "fr"), "");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].sentence, HasSubstr("Canada"));
  EXPECT_TRUE(is_utf8(found[0].sentence));
  EXPECT_LE(found[0].sentence.size(), 600U);
  EXPECT_TRUE(found[0].sentence.starts_with("étape "));
}

TEST(FindCountries, LeavesOutTheDotsOfATableOfContents) {
  const auto found = finder().find(post("Programmes in Italy ........... 7", ""), "");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].sentence, "Programmes in Italy");
}

TEST(FindCountries, SurvivesHostileText) {
  EXPECT_THAT(codes(post("", "")), IsEmpty());
  EXPECT_THAT(codes(post("\xff\xfe", "\xc3(\xff Canada \xe2\x82", "xx")), IsEmpty());
  EXPECT_THAT(codes(post("\n\n\n", "'s 's U.S.'s ' \n\t US's", "")), IsEmpty());
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "Chad ";
  EXPECT_THAT(codes(post("", text)), IsEmpty());
}

}  // namespace
}  // namespace veille::enrich
