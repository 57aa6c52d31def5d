#include "indexer/read/merge_conflict.h"

#include <gtest/gtest.h>

namespace veille::read {
namespace {

TEST(WithoutConflictMarks, KeepsBothSidesAndReportsTheLine) {
  std::vector<Error> problems;
  EXPECT_EQ(without_conflict_marks("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd", 10, problems),
            "a\n\nb\n\nc\n\nd");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "merge_conflict");
  EXPECT_EQ(problems[0].line, 11);
}

TEST(WithoutConflictMarks, LeavesRulesCodeAndIncompleteMarks) {
  std::vector<Error> problems;
  for (const char* text : {"Title\n=======\ntext\n", "<<<<<<< a\nb\n", ">>>>>>> c\n=======\n",
                           "```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n"}) {
    EXPECT_EQ(without_conflict_marks(text, 1, problems), text);
  }
  EXPECT_TRUE(problems.empty());
}

}  // namespace
}  // namespace veille::read
