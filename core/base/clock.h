// Time as a parameter: everything that measures or stamps takes a Clock, so that tests turn it by hand.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace callgate {

using Millis = std::chrono::milliseconds;
using Instant = std::chrono::steady_clock::time_point;              // for intervals; never goes back
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;  // for records; may jump

struct Clock {
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  virtual WallTime today() const = 0;
};

// The machine's own clocks.
struct SystemClock final : Clock {
  Instant now() const override { return std::chrono::steady_clock::now(); }
  WallTime today() const override { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }
};

// A clock that a test moves by hand, from one thread; others may look at it.
struct ManualClock final : Clock {
  Instant now() const override { return Instant{} + passed.load(); }
  WallTime today() const override { return start + passed.load(); }
  void advance(Millis by) { passed = passed.load() + by; }
  WallTime start{};
  std::atomic<Millis> passed{Millis(1)};
};

// RFC 3339 in UTC with milliseconds: "2026-11-18T10:00:00.000Z".
std::string rfc3339(WallTime time);
// Writes the same 24 characters at `at`, and gives where they end.
char* put_rfc3339(char* at, WallTime time);
// The same read, milliseconds may be missing; other zones than Z are not taken.
std::optional<WallTime> parse_rfc3339(std::string_view text);

}  // namespace callgate
