#include "indexer/last_words.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <stdexcept>

namespace veille {
namespace {

void fail() { throw std::runtime_error("no room"); }
/// As Xapian's destructor does: the exception reaches no handler.
void end_by_an_exception() noexcept { fail(); }

TEST(LastWordsDeathTest, NameTheErrorThatReachedNobody) {
  EXPECT_EXIT(
      {
        set_last_words("the/index");
        end_by_an_exception();
      },
      testing::ExitedWithCode(1),
      "^veille-indexer: ended while it worked on the/index: .*; what was published last stays\n$");
}

TEST(LastWordsDeathTest, NameWhatTheSystemSaidLast) {
  EXPECT_EXIT(
      {
        set_last_words("a\nb");
        errno = ENOSPC;
        std::terminate();
      },
      testing::ExitedWithCode(1),
      "a\\\\x0ab: No space left on device; what was published last stays\n$");
}

}  // namespace
}  // namespace veille
