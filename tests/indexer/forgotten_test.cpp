#include "indexer/forgotten.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/temporary_folder.h"

namespace veille {
namespace {

const cache::TextReference kText{1, 500, std::string(32, 't')};

Publication sample() {
  Publication p;
  p.id = "0123456789abcdef";
  p.url = "https://a.example/one/#top";
  p.other_urls = {"https://a.example/1"};
  return p;
}

TEST(Forgotten, HoldsWhatIsListedByIdOrAddress) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "list.txt";
  EXPECT_FALSE(Forgotten({file}).holds(sample(), kText));
  for (const char* line : {"0123456789abcdef\n", "# note\n\n  0123456789abcdef # why\n",
                           "https://a.example/one/#top\r\n", "https://a.example/1"}) {
    folder.write("list.txt", line);
    EXPECT_TRUE(Forgotten({file}).holds(sample(), kText)) << line;
  }
  folder.write("list.txt", "# 0123456789abcdef\nhttps://a.example/\n");
  EXPECT_FALSE(Forgotten({file}).holds(sample(), kText));
}

TEST(Forgotten, IsNeverTakenForEmptyWhenItCannotBeRead) {
  const TemporaryFolder folder;
  folder.write("list.txt/file", "");
  EXPECT_THROW(Forgotten({folder.path() / "list.txt"}), std::runtime_error);
}

TEST(AddForgotten, KeepsWhatIsThereAlready) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "list.txt";
  folder.write("list.txt", "https://b.example/x");
  add_forgotten(file, sample(), kText, "2026-01-02", {});
  Publication other;
  other.url = "https://b.example/x";
  EXPECT_TRUE(Forgotten({file}).holds(sample(), kText));
  EXPECT_TRUE(Forgotten({file}).holds(other, {}));
  other = Publication();
  other.id = "ffffffffffffffff";
  EXPECT_TRUE(Forgotten({file}).holds(other, kText)) << "the same text, wherever it is now";
  EXPECT_FALSE(Forgotten({file}).holds(other, {1, 500, std::string(32, 'u')}));
}

TEST(AddForgotten, WritesNoAddressThatWouldBeAnotherEntry) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "list.txt";
  Publication p = sample();
  p.other_urls = {"https://a.example/\nhttps://b.example/", "https://a.example/ x", "https://c/\r"};
  add_forgotten(file, p, kText, "2026-01-02", {});
  EXPECT_THAT(forgotten_names(p, kText),
              testing::ElementsAre(p.id, p.url, testing::StartsWith("sha256:")));
  Publication other;
  other.url = "https://b.example/";
  EXPECT_FALSE(Forgotten({file}).holds(other, {}));
  EXPECT_TRUE(Forgotten({file}).holds(p, {}));
}

TEST(AddForgotten, ListsForItsOwnSourceWhatAnotherHasToo) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "list.txt";
  Publication p = sample();
  p.source = "evil";
  p.other_urls = {"/about/"};
  const std::string text = forgotten_names(p, kText).back();
  add_forgotten(file, p, kText, "2026-01-02", {p.url, text});
  const Forgotten list({file});
  for (const auto& [source, url, held] :
       {std::tuple("evil", p.url, true), std::tuple("good", p.url, false),
        std::tuple("evil", std::string("/about/"), true),
        std::tuple("good", std::string("/about/"), false)}) {
    Publication other;
    other.source = source;
    other.url = url;
    EXPECT_EQ(list.holds(other, {}), held) << source << " " << url;
    other.url = "https://d.example/";
    EXPECT_EQ(list.holds(other, kText), other.source == "evil") << source;
  }
}

}  // namespace
}  // namespace veille
