#include "veille/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "veille/analysis.h"

namespace veille {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Record sample() {
  Record record;
  auto& p = record.publication;
  p.id = "0123456789abcdef";
  p.work = "fedcba9876543210";
  p.source = "eig";
  p.path = "_posts/été.md";
  p.url = "https://eig.example/a";
  p.other_urls = {"https://eig.example/b"};
  p.kind = Kind::report;
  p.language = "fr";
  p.language_provenance = Provenance::text;
  p.title = "Titre \"cité\" <b>";
  p.description = "d";
  p.date = "2019-07-10";
  p.authors = {"Ann"};
  p.tags = {"État", "etat", "Open  data"};
  p.image = "/i.png";
  p.countries = {{"CA", Provenance::title, "Au Canada."}, {"FR", Provenance::source, ""}};
  p.translation_key = "k";
  p.linked_from = {"0000000000000001"};
  record.sections = {{1, "i", "h", 10, 20, 101}};
  record.word_count = 7;
  return record;
}

TEST(RecordJson, ComesBackAsItWas) {
  const auto parsed = parse_record(record_json(sample()));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed, sample());
}

TEST(RecordJson, ReportsWhatIsNoRecord) {
  for (const char* text : {"", "{", "[]", "{\"id\": 1}", "null"}) {
    const auto parsed = parse_record(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, "record_damaged");
  }
}

TEST(FacetValues, AreKeysSortedAndOnce) {
  const auto p = sample().publication;
  EXPECT_THAT(facet_values(p, Facet::tag), ElementsAre("etat", "open data"));
  EXPECT_THAT(facet_values(p, Facet::country), ElementsAre("CA", "FR"));
  EXPECT_THAT(facet_values(p, Facet::year), ElementsAre("2019"));
  EXPECT_THAT(facet_values(p, Facet::kind), ElementsAre("report"));
  EXPECT_THAT(facet_values(Publication(), Facet::year), IsEmpty());
  EXPECT_THAT(facet_values(Publication(), Facet::language), IsEmpty());
}

TEST(Terms, AreAsTheTableInTheHeader) {
  EXPECT_EQ(facet_term(Facet::tag, "open data"), "XTAG:open data");
  EXPECT_EQ(facet_term(Facet::language, "fr"), "XLANGUAGE:fr");
  EXPECT_EQ(stem_term("fr", "étrang"), "Zfr:étrang");
  EXPECT_EQ(provenance_term(Provenance::title, "CA"), "XPROVENANCE:title:CA");
  EXPECT_EQ(unpack_id(pack_id("0123456789abcdef")), "0123456789abcdef");
  EXPECT_EQ(pack_id("00ff").size(), 2u);
}

TEST(Terms, FitXapianHoweverLongAWordBecomesWithoutMarks) {
  std::string ligatures;
  for (int i = 0; i < 60; ++i) ligatures += "\uFDFA";
  const std::string word = words(ligatures).at(0).exact;
  EXPECT_GT(fold(word).size(), 245u);
  for (const auto& stem : stems(word, "fr")) EXPECT_LE(stem_term("fr", stem).size(), 245u);
}

}  // namespace
}  // namespace veille
