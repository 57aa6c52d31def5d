#include "indexer/forgotten.h"

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
  add_forgotten(file, sample(), kText, "2026-01-02");
  Publication other;
  other.url = "https://b.example/x";
  EXPECT_TRUE(Forgotten({file}).holds(sample(), kText));
  EXPECT_TRUE(Forgotten({file}).holds(other, {}));
  other = Publication();
  other.id = "ffffffffffffffff";
  EXPECT_TRUE(Forgotten({file}).holds(other, kText)) << "the same text, wherever it is now";
  EXPECT_FALSE(Forgotten({file}).holds(other, {1, 500, std::string(32, 'u')}));
}

}  // namespace
}  // namespace veille
