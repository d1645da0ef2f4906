// When a server that crashed is started again.
#pragma once

#include <cstdint>

#include "core/base/clock.h"

namespace callgate {

// 1, 2, 4, 8, 16, 16 … seconds, each with up to a fifth more or less so that servers that fell together do
// not rise together; from the start again after five minutes without a fall.
class Backoff {
 public:
  explicit Backoff(std::uint64_t seed) : random_(seed | 1) {}
  // The server ended now, after having run since `started`.
  Millis after_fall(Instant started, Instant now);

 private:
  std::uint64_t random_;
  unsigned falls_ = 0;
};

}  // namespace callgate
