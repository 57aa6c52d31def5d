#include "indexer/progress.h"

#include <cmath>
#include <cstdio>

namespace veille {
namespace {

constexpr std::chrono::milliseconds kBetweenDrawings{100};

}  // namespace

void Progress::begin(const std::string& phase, std::size_t total) {
  const std::lock_guard lock(mutex_);
  phase_ = phase;
  total_ = total;
  done_ = 0;
  began_ = Clock::now();
  drawn_ = Clock::time_point();
  draw();
}

void Progress::advance() {
  const std::lock_guard lock(mutex_);
  ++done_;
  draw();
}

void Progress::set(std::size_t done) {
  const std::lock_guard lock(mutex_);
  done_ = done;
  draw();
}

void Progress::end() {
  const std::lock_guard lock(mutex_);
  if (shown_ && !phase_.empty()) out_ << "\r\x1b[K" << std::flush;
  phase_.clear();
}

void Progress::draw() {
  const auto now = Clock::now();
  if (!shown_ || (now - drawn_ < kBetweenDrawings && done_ < total_)) return;
  drawn_ = now;
  const double seconds = std::chrono::duration<double>(now - began_).count();
  out_ << "\r\x1b[K" << phase_ << "  " << progress_text(done_, total_, seconds) << std::flush;
}

std::string progress_text(std::size_t done, std::size_t total, double seconds) {
  char out[96];
  if (done == 0 || seconds <= 0 || total == 0) {
    std::snprintf(out, sizeof out, "%zu/%zu", done, total);
    return out;
  }
  const double rate = static_cast<double>(done) / seconds;
  const double left = static_cast<double>(total - std::min(done, total)) / rate;
  std::snprintf(out, sizeof out, "%zu/%zu  %zu %%  %.0f/s  %.0f s left", done, total,
                done * 100 / total, rate, std::ceil(left));
  return out;
}

}  // namespace veille
