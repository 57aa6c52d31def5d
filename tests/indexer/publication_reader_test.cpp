#include "indexer/publication_reader.h"

#include <gtest/gtest.h>

#include "indexer/site/detect.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/shown_text.h"
#include "tests/indexer/read/make_documents.h"
#include "tests/temporary_folder.h"

namespace veille {
namespace {

class ReadHostileNames : public testing::Test {
 protected:
  cache::FreshReading post(const std::string& path, const std::string& bytes) {
    const site::Source source = *site::detect(folder_.path());
    return PublicationReader(source, tools_).read_post({path, nullptr}, bytes);
  }

  static void expect_bounded(const cache::FreshReading& fresh) {
    const Publication& p = fresh.reading.publication;
    EXPECT_FALSE(p.title.empty());
    EXPECT_LE(p.title.size(), site::kMaxTitleBytes);
    EXPECT_LE(p.description.size(), site::kMaxDescriptionBytes);
    EXPECT_LE(p.url.size(), site::kMaxAddressBytes);
    EXPECT_LE(p.image.size(), site::kMaxAddressBytes);
    for (const auto* names : {&p.authors, &p.tags}) {
      EXPECT_LE(names->size(), site::kMaxNames);
      for (const auto& name : *names) EXPECT_LE(name.size(), site::kMaxNameBytes);
    }
    for (const auto& section : fresh.sections)
      EXPECT_LE(section.heading.size(), site::kMaxHeadingBytes);
  }

  const TemporaryFolder folder_;
  const TemporaryFolder cache_;
  const cache::ExtractionCache extractions_{cache_.path()};
  const enrich::CountryFinder countries_;
  const ReaderTools tools_{read::reader(), extractions_, countries_, "2026-01-01"};
};

std::string lines(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "words of a title\n";
  return out;
}

TEST_F(ReadHostileNames, BoundsAHeadingOfVeryManyLinesAndLosesNoText) {
  const auto fresh = post("a.md", lines(40'000) + "===\n\nText.\n");
  expect_bounded(fresh);
  ASSERT_EQ(fresh.sections.size(), 1u);
  EXPECT_GT(fresh.sections[0].text.size(), 600'000u);
  EXPECT_TRUE(fresh.sections[0].text.ends_with("\nText."));
}

TEST_F(ReadHostileNames, BoundsAddressesMadeOfThem) {
  std::string pattern;
  for (int i = 0; i < 4000; ++i) pattern += "/:title";
  folder_.write("hugo.toml", "baseURL = 'https://a.example'\n[permalinks]\nblog = '" + pattern +
                                 "'\nnews = '/:title/'\n");
  const std::string text = lines(40'000) + "===\n";
  const auto repeated = post("content/blog/a.md", text);
  expect_bounded(repeated);
  EXPECT_EQ(repeated.reading.publication.url, "https://a.example/blog/a.md");
  expect_bounded(post("content/news/a.md", text));
}

TEST_F(ReadHostileNames, BoundsWhatPagesSayOfThemselves) {
  folder_.write("index.html", "<!doctype html><html><title>T</title><main>x</main>");
  const std::string words = lines(10'000);
  const std::string line(100'000, 'x');
  const auto fresh =
      post("a.html",
           "<!doctype html><html><script type='application/ld+json'>{\"@type\": \"Article\", "
           "\"headline\": \"" +
               line + "\", \"description\": \"" + line + "\", \"author\": [\"" + line +
               "\"], \"keywords\": [\"" + line + "\"]}</script><main><h1>" + words +
               "</h1><p>Text.</p></main>");
  expect_bounded(fresh);
  EXPECT_EQ(fresh.reading.publication.authors.size(), 1u);
  EXPECT_EQ(fresh.reading.publication.tags.size(), 1u);
  expect_bounded(post("b.html", "<!doctype html><html><main><h1>" + words + "</h1></main>"));
}

}  // namespace
}  // namespace veille
