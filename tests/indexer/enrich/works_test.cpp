#include "indexer/enrich/works.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/enrich/report.h"

namespace veille::enrich {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Publication post(const std::string& path, const std::string& language, const std::string& key) {
  Publication p;
  p.source = "s";
  p.path = path;
  p.id = publication_id("s", path);
  p.language = language;
  p.translation_key = key;
  return p;
}

Publication report(const std::string& path, std::vector<std::string> from) {
  Publication p = post(path, "fr", "");
  p.kind = Kind::report;
  p.linked_from = std::move(from);
  return p;
}

TEST(GroupWorks, JoinsTranslationsByTheirKey) {
  std::vector<Publication> all = {post("a", "fr", "k"), post("b", "en", "k"), post("c", "fr", "")};
  EXPECT_THAT(group_works(all), IsEmpty());
  EXPECT_EQ(all[0].work, publication_id("s", "k"));
  EXPECT_EQ(all[1].work, all[0].work);
  EXPECT_EQ(all[2].work, all[2].id);
}

TEST(GroupWorks, RefusesAGroupWithTwoMembersInOneLanguage) {
  std::vector<Publication> all = {post("a", "fr", "k"), post("b", "en", "k"), post("c", "fr", "k")};
  const auto problems = group_works(all);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "translations_ambiguous");
  for (const auto& p : all) EXPECT_EQ(p.work, p.id);
}

TEST(GroupWorks, JoinsAReportWithTheOnlyWorkThatLinksToIt) {
  std::vector<Publication> all = {post("a", "fr", "k"), post("b", "en", "k"), post("c", "fr", "")};
  all.push_back(report("one.pdf", {all[0].id, all[1].id}));
  all.push_back(report("two.pdf", {all[0].id, all[2].id}));
  EXPECT_THAT(group_works(all), IsEmpty());
  EXPECT_EQ(all[3].work, all[0].work);
  EXPECT_EQ(all[4].work, all[4].id);
}

TEST(InheritFromPosts, GivesTagsTheEarliestDateAndCountries) {
  std::vector<Publication> all = {post("a", "fr", ""), post("b", "fr", "")};
  all[0].tags = {"État"};
  all[0].date = "2020-05-01";
  all[0].countries = {{"CA", Provenance::title, "s"}, {"FR", Provenance::source, ""}};
  all[1].tags = {"etat", "x"};
  all[1].date = "2019-05-01";
  all.push_back(report("r.pdf", {all[0].id, all[1].id}));
  inherit_from_posts(all);
  EXPECT_THAT(all[2].tags, ElementsAre("État", "x"));
  EXPECT_EQ(all[2].date, "2019-05-01");
  ASSERT_EQ(all[2].countries.size(), 1u);
  EXPECT_EQ(all[2].countries[0], (Country{"CA", Provenance::link, ""}));
}

TEST(InheritFromPosts, LeavesWhatTheReportStates) {
  std::vector<Publication> all = {post("a", "fr", "")};
  all[0].date = "2020-05-01";
  all[0].countries = {{"CA", Provenance::title, "s"}};
  all.push_back(report("r.pdf", {all[0].id}));
  all[1].date = "2021-01-01";
  all[1].countries = {{"DE", Provenance::text, "s"}};
  inherit_from_posts(all);
  EXPECT_EQ(all[1].date, "2021-01-01");
  EXPECT_EQ(all[1].countries.size(), 1u);
}

TEST(IsSaneTitle, RefusesWhatProgramsLeaveThere) {
  for (const char* bad : {"", "  ", "Microsoft Word - a.doc", "untitled", "rapport_v3.docx", "…",
                          "x.indd", "PowerPoint Presentation"}) {
    EXPECT_FALSE(is_sane_title(bad)) << bad;
  }
  EXPECT_TRUE(is_sane_title("Rapport d'analyse"));
}

TEST(MakeReport, TakesItsTitleFromTheFilesNameWhereItHasNone) {
  const auto p =
      make_report("s", "docs/mini-guide_eig.pdf", "https://a.example/docs/mini-guide_eig.pdf", {});
  EXPECT_EQ(p.title, "mini guide eig");
  EXPECT_EQ(p.kind, Kind::report);
  EXPECT_EQ(p.id, publication_id("s", "docs/mini-guide_eig.pdf"));
}

}  // namespace
}  // namespace veille::enrich
