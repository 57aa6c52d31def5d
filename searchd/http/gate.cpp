#include "searchd/http/gate.h"

#include <algorithm>
#include <cmath>

namespace veille::http {
namespace {

/// Clients whose last requests are remembered. Source: RELIABILITY 3.
constexpr std::size_t kMaxBuckets = 65'536;
/// How much one request changes the share of those that are refused.
constexpr double kNewest = 1.0 / 256;

}  // namespace

Gate::Gate(const Limits& limits, unsigned workers) : limits_(limits), workers_(workers) {}

std::size_t Gate::most(Kind kind) const {
  return kind == Kind::connection ? limits_.connections : limits_.streams;
}

std::size_t Gate::most_of_client(Kind kind) const {
  return kind == Kind::connection ? limits_.connections_of_client : limits_.streams_of_client;
}

bool Gate::enter(Kind kind, const std::string& client) {
  auto& all = all_[static_cast<std::size_t>(kind)];
  if (all >= most(kind)) return false;
  auto& clients = clients_[static_cast<std::size_t>(kind)];
  const auto found = clients.find(client);
  if (found != clients.end() && !client.empty() && found->second >= most_of_client(kind))
    return false;
  ++all;
  ++clients[client];
  return true;
}

void Gate::leave(Kind kind, const std::string& client) {
  auto& clients = clients_[static_cast<std::size_t>(kind)];
  --all_[static_cast<std::size_t>(kind)];
  const auto found = clients.find(client);
  if (--found->second == 0) clients.erase(found);
}

bool Gate::is_standing(Clock::time_point now) {
  if (queued_ < workers_) none_waited_ = now.time_since_epoch().count();
  const bool without_pause = now.time_since_epoch() - Clock::duration(none_waited_) > kBurst;
  standing_ = without_pause || refuses(now);
  return standing_;
}

std::size_t Gate::most_waiting(Clock::time_point now) {
  if (!is_standing(now)) return limits_.queue;
  return std::min(limits_.queue, workers_ * (refused_share_ > 0.5 ? kCrowded : kStanding));
}

bool Gate::enter_queue(Clock::time_point now) {
  const bool full = queued_ >= workers_ + most_waiting(now);
  refused_share_ += ((full ? 1.0 : 0.0) - refused_share_) * kNewest;
  if (full) {
    refused_ = now;
    return false;
  }
  ++queued_;
  return true;
}

void Gate::leave_queue(Clock::time_point now) {
  if (--queued_ <= workers_) none_waited_ = now.time_since_epoch().count();
}

bool Gate::enter_unsent(std::size_t bytes) {
  const std::size_t most = limits_.unsent_mib * 1024 * 1024;
  if (bytes > kSmallAnswer && unsent_ > 0 && unsent_ + bytes > most) return false;
  unsent_ += bytes;
  return true;
}

std::chrono::milliseconds Gate::wait_of(const std::string& client, Clock::time_point now) {
  if (limits_.rate <= 0) return std::chrono::milliseconds{0};
  auto found = bucket_of_.find(client);
  if (found == bucket_of_.end()) {
    if (buckets_.size() >= kMaxBuckets) {
      bucket_of_.erase(buckets_.back().client);
      buckets_.pop_back();
    }
    buckets_.push_front({client, limits_.burst, now});
    found = bucket_of_.emplace(client, buckets_.begin()).first;
  }
  buckets_.splice(buckets_.begin(), buckets_, found->second);
  Bucket& bucket = buckets_.front();
  const double seconds = std::chrono::duration<double>(now - bucket.at).count();
  bucket.tokens = std::min(limits_.burst, bucket.tokens + seconds * limits_.rate);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::chrono::milliseconds{0};
  }
  const double wait = (1 - bucket.tokens) / limits_.rate;
  return std::chrono::milliseconds{static_cast<long long>(std::ceil(wait * 1000))};
}

}  // namespace veille::http
