#include "indexer/process/child.h"

#include <gtest/gtest.h>

#include <ctime>

namespace veille::process {
namespace {

TEST(RunChild, GivesOutputMessagesAndExitCode) {
  const auto outcome = run_child({"/bin/sh", "-c", "cat; echo bad >&2; exit 3"}, "input",
                                 {std::chrono::seconds(10), 1000});
  EXPECT_EQ(outcome.output, "input");
  EXPECT_EQ(outcome.messages, "bad\n");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_FALSE(outcome.timed_out);
}

TEST(RunChild, KillsTheWholeGroupAtTheWallClock) {
  const auto outcome = run_child({"/bin/sh", "-c", "sleep 60 & sleep 60"}, "",
                                 {std::chrono::milliseconds(200), 1000});
  EXPECT_TRUE(outcome.timed_out);
  EXPECT_EQ(outcome.exit_code, 137);
}

TEST(RunChild, KillsAChildThatClosesItsStreamsAndStays) {
  const auto outcome = run_child({"/bin/sh", "-c", "exec >&- 2>&-; sleep 60"}, "",
                                 {std::chrono::milliseconds(200), 1000});
  EXPECT_TRUE(outcome.timed_out);
}

TEST(RunChild, WaitsAtRestForAChildThatClosesItsStreamsAndStays) {
  const std::clock_t before = std::clock();
  const auto outcome = run_child({"/bin/sh", "-c", "exec >&- 2>&-; sleep 2.5; exit 7"}, "",
                                 {std::chrono::seconds(30), 1000});
  EXPECT_EQ(outcome.exit_code, 7);
  EXPECT_FALSE(outcome.timed_out);
  EXPECT_LT(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC, 0.5) << "seconds of work";
}

TEST(RunChild, KillsAChildThatFallsSilent) {
  const auto outcome =
      run_child({"/bin/sh", "-c", "for i in 1 2 3; do echo $i; sleep 0.2; done; sleep 60"}, "",
                {std::chrono::seconds(30), 1000, std::chrono::milliseconds(1500)});
  EXPECT_TRUE(outcome.timed_out);
  EXPECT_EQ(outcome.output, "1\n2\n3\n");
}

TEST(RunChild, ThrowsWhenTheProgramIsNotThere) {
  EXPECT_THROW(static_cast<void>(run_child({"/nonexistent"}, "", {std::chrono::seconds(1), 1})),
               std::runtime_error);
}

TEST(RunChild, CutsOutputAndMessages) {
  const auto outcome =
      run_child({"/bin/sh", "-c", "yes >&2 & yes"}, "", {std::chrono::seconds(10), 1000});
  EXPECT_TRUE(outcome.output_cut);
  EXPECT_EQ(outcome.output.size(), 1000U);
  EXPECT_LE(outcome.messages.size(), 4096U);
}

}  // namespace
}  // namespace veille::process
