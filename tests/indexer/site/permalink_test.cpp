#include "indexer/site/permalink.h"

#include <gtest/gtest.h>

namespace veille::site {
namespace {

PermalinkParts parts() {
  PermalinkParts p;
  p.date = "2019-07-05";
  p.title = "benchmark-eig";
  p.slug = "Élan & Co";
  p.path = "news/benchmark-eig";
  p.collection = "defis";
  p.language = "fr";
  p.categories = {"Web Design", "it"};
  return p;
}

TEST(Permalink, FillsEveryPlaceholder) {
  EXPECT_EQ(permalink("/en/blog/:year/:month/:day/:title.html", parts()),
            "/en/blog/2019/07/05/benchmark-eig.html");
  EXPECT_EQ(permalink("/:i_month/:i_day/:short_year/:y_day", parts()), "/7/5/19/186");
  EXPECT_EQ(permalink("/:lang/:section/:slug/", parts()), "/fr/news/%C3%A9lan-co/");
  EXPECT_EQ(permalink("/:collection/:path:output_ext", parts()), "/defis/news/benchmark-eig.html");
  EXPECT_EQ(permalink("/:basename/", parts()), "/benchmark-eig/");
}

TEST(Permalink, KnowsTheNamedStyles) {
  EXPECT_EQ(permalink("date", parts()), "/web%20design/it/2019/07/05/benchmark-eig.html");
  EXPECT_EQ(permalink("pretty", parts()), "/web%20design/it/2019/07/05/benchmark-eig/");
  EXPECT_EQ(permalink("none", parts()), "/web%20design/it/benchmark-eig.html");
}

TEST(Permalink, KnowsWeeksAndNames) {
  EXPECT_EQ(permalink("weekdate", parts()), "/web%20design/it/2019/W27/Fri/benchmark-eig.html");
  EXPECT_EQ(permalink("/:slugified_categories/:long_month/:short_month/:long_day/:w_day", parts()),
            "/web-design/it/July/Jul/Friday/5");
  auto p = parts();
  p.date = "2021-01-02";
  EXPECT_EQ(permalink("/:w_year/:week/", p), "/2020/53/");
}

TEST(PrettySlug, IsJekyllsTitle) {
  EXPECT_EQ(pretty_slug("A_day in - Málaga?"), "A_day-in-Málaga");
}

TEST(PermalinkSuffix, EndsAsTheSitesPatternDoes) {
  EXPECT_EQ(permalink_suffix("pretty"), "/");
  EXPECT_EQ(permalink_suffix("/:categories/:title/"), "/");
  EXPECT_EQ(permalink_suffix("date"), ":output_ext");
  EXPECT_EQ(permalink_suffix("/:title.html"), "");
}

TEST(Permalink, DropsSlashesOfEmptyParts) {
  auto p = parts();
  p.date.clear();
  p.categories.clear();
  EXPECT_EQ(permalink("date", p), "/benchmark-eig.html");
  EXPECT_EQ(permalink(":unknown/:title", p), "/:unknown/benchmark-eig");
}

TEST(EncodePath, KeepsEscapesAndSlashes) {
  EXPECT_EQ(encode_path("/docs/a b/é%20.pdf"), "/docs/a%20b/%C3%A9%20.pdf");
  EXPECT_EQ(encode_path("100%"), "100%25");
}

TEST(DecodePath, UndoesEscapesAndKeepsMalformedOnes) {
  EXPECT_EQ(decode_path("a%20b%C3%A9"), "a bé");
  EXPECT_EQ(decode_path("100%"), "100%");
  EXPECT_EQ(decode_path("%zz%4"), "%zz%4");
}

}  // namespace
}  // namespace veille::site
