#include "upstreams/backoff.h"

#include <algorithm>

namespace callgate {
namespace {

constexpr std::chrono::minutes kStable{5};
constexpr unsigned kLastStep = 4;

}  // namespace

Millis Backoff::after_fall(Instant started, Instant now) {
  if (now - started >= kStable) falls_ = 0;
  const std::int64_t base = 1000ll << std::min(falls_, kLastStep);
  ++falls_;
  // xorshift64: good enough to spread restarts.
  random_ ^= random_ << 13;
  random_ ^= random_ >> 7;
  random_ ^= random_ << 17;
  const std::int64_t spread = static_cast<std::int64_t>(random_ % 401) - 200;
  return Millis{base + base * spread / 1000};
}

}  // namespace callgate
