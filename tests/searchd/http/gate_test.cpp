#include "searchd/http/gate.h"

#include <gtest/gtest.h>

namespace veille::http {
namespace {

using std::chrono::milliseconds;

Limits small() {
  Limits out;
  out.connections = 3;
  out.connections_of_client = 2;
  out.streams = 2;
  out.streams_of_client = 1;
  out.queue = 1;
  out.rate = 2;
  out.burst = 3;
  return out;
}

TEST(Gate, CountsConnectionsInAllAndByClient) {
  Gate gate(small(), 1);
  EXPECT_TRUE(gate.enter(Gate::Kind::connection, "a"));
  EXPECT_TRUE(gate.enter(Gate::Kind::connection, "a"));
  EXPECT_FALSE(gate.enter(Gate::Kind::connection, "a"));
  EXPECT_TRUE(gate.enter(Gate::Kind::connection, "b"));
  EXPECT_FALSE(gate.enter(Gate::Kind::connection, "c"));
  gate.leave(Gate::Kind::connection, "a");
  EXPECT_TRUE(gate.enter(Gate::Kind::connection, "c"));
  EXPECT_EQ(gate.inside(Gate::Kind::connection), 3u);
}

TEST(Gate, HoldsNoMoreUnsentThanItMay) {
  Limits limits = small();
  limits.unsent_mib = 1;
  Gate gate(limits, 1);
  constexpr std::size_t kLarge = 900 * 1024;
  EXPECT_TRUE(gate.enter_unsent(2 * 1024 * 1024));  // alone any may go
  EXPECT_FALSE(gate.enter_unsent(Gate::kSmallAnswer + 1));
  EXPECT_TRUE(gate.enter_unsent(Gate::kSmallAnswer));
  gate.leave_unsent(2 * 1024 * 1024);
  EXPECT_TRUE(gate.enter_unsent(kLarge));
  EXPECT_FALSE(gate.enter_unsent(kLarge));
  gate.leave_unsent(kLarge);
  EXPECT_TRUE(gate.enter_unsent(kLarge));
  EXPECT_EQ(gate.unsent(), kLarge + Gate::kSmallAnswer);
}

TEST(Gate, CountsStreamsApart) {
  Gate gate(small(), 1);
  EXPECT_TRUE(gate.enter(Gate::Kind::stream, "a"));
  EXPECT_FALSE(gate.enter(Gate::Kind::stream, "a"));
  EXPECT_TRUE(gate.enter(Gate::Kind::connection, "a"));
  gate.leave(Gate::Kind::stream, "a");
  EXPECT_TRUE(gate.enter(Gate::Kind::stream, "a"));
}

TEST(Gate, LetsSoManyRunAndWait) {
  Gate gate(small(), 2);
  const Gate::Clock::time_point now{};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(gate.enter_queue(now));
  EXPECT_FALSE(gate.enter_queue(now));
  gate.leave_queue(now);
  EXPECT_TRUE(gate.enter_queue(now));
}

TEST(Gate, HasAShorterQueueWhileRequestsDoNotCeaseToWait) {
  Limits limits;
  limits.queue = 64;
  Gate gate(limits, 1);
  Gate::Clock::time_point now{};
  std::size_t in = 0;
  while (gate.enter_queue(now)) ++in;
  EXPECT_EQ(in, 65u);
  // As many as are answered come again, and more.
  now += Gate::kBurst + milliseconds(1);
  EXPECT_FALSE(gate.enter_queue(now));
  for (; in > 1 + Gate::kStanding; --in) {
    EXPECT_FALSE(gate.enter_queue(now));
    gate.leave_queue(now);
  }
  EXPECT_FALSE(gate.enter_queue(now));
  gate.leave_queue(now);
  EXPECT_TRUE(gate.enter_queue(now));
  // That none waits for a moment is no end of it.
  for (in = 1 + Gate::kStanding; in > 1; --in) gate.leave_queue(now);
  while (gate.enter_queue(now)) ++in;
  EXPECT_EQ(in, 1 + Gate::kStanding);
  // When none was refused for long enough, a burst is let in again.
  for (; in > 1; --in) gate.leave_queue(now);
  now += Gate::kBurst + milliseconds(1);
  gate.leave_queue(now);
  in = 0;
  while (gate.enter_queue(now)) ++in;
  EXPECT_EQ(in, 65u);
}

TEST(Gate, HasTheShortestQueueWhileItRefusesMost) {
  Gate gate(Limits{}, 2);
  Gate::Clock::time_point now{};
  std::size_t in = 0;
  while (gate.enter_queue(now)) ++in;
  EXPECT_FALSE(gate.refuses(now));  // a burst, so far
  now += Gate::kBurst + milliseconds(1);
  const auto refuse = [&](int requests) {
    for (int i = 0; i < requests; ++i) {
      EXPECT_FALSE(gate.enter_queue(now));
    }
  };
  const auto fill = [&] {
    for (; in > 1; --in) gate.leave_queue(now);
    while (gate.enter_queue(now)) ++in;
    return in;
  };
  refuse(1);
  EXPECT_TRUE(gate.refuses(now));
  EXPECT_EQ(fill(), 2 * (1 + Gate::kStanding));
  refuse(200);  // more than half of the last
  EXPECT_EQ(fill(), 2 * (1 + Gate::kCrowded));
  // Once most are let in again the queue is as long as before.
  for (int i = 0; i < 300; ++i) {
    gate.leave_queue(now);
    EXPECT_TRUE(gate.enter_queue(now));
  }
  EXPECT_EQ(fill(), 2 * (1 + Gate::kStanding));
  now += Gate::kBurst + milliseconds(1);
  EXPECT_FALSE(gate.refuses(now));
}

TEST(Gate, SaysHowLongAClientMustWait) {
  Gate gate(small(), 1);
  const Gate::Clock::time_point now{};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(gate.wait_of("a", now), milliseconds(0));
  EXPECT_EQ(gate.wait_of("a", now), milliseconds(500));
  EXPECT_EQ(gate.wait_of("b", now), milliseconds(0));
  EXPECT_EQ(gate.wait_of("a", now + milliseconds(250)), milliseconds(250));
  EXPECT_EQ(gate.wait_of("a", now + milliseconds(500)), milliseconds(0));
  EXPECT_EQ(gate.wait_of("a", now + milliseconds(501)), milliseconds(499));
  // A rest fills the bucket, and no more than that.
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(gate.wait_of("a", now + std::chrono::hours(1)), milliseconds(0));
  EXPECT_GT(gate.wait_of("a", now + std::chrono::hours(1)), milliseconds(0));
}

TEST(Gate, HasNoRateUnlessItIsSet) {
  Limits limits = small();
  limits.rate = 0;
  Gate gate(limits, 1);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(gate.wait_of("a", {}), milliseconds(0));
}

TEST(Gate, ForgetsClientsOfWhichThereAreTooMany) {
  Gate gate(small(), 1);
  const Gate::Clock::time_point now{};
  for (int i = 0; i < 3; ++i) gate.wait_of("first", now);
  EXPECT_GT(gate.wait_of("first", now), milliseconds(0));
  for (int i = 0; i < 65'536; ++i) gate.wait_of(std::to_string(i), now);
  EXPECT_EQ(gate.wait_of("first", now), milliseconds(0));
}

}  // namespace
}  // namespace veille::http
