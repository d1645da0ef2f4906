// What can be set of the guard `breaker`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct BreakerKnobs {
  enum class Action : std::uint8_t { warn, wait, deny };
  struct Backoff {
    Millis min{100};
    double factor = 2;
    Millis max{30'000};
    Action action = Action::deny;
  };

  guard::Mode mode = guard::Mode::enforce;
  std::optional<std::int64_t> streak = 2;  // failures of one class in a row that set a tool aside
  std::vector<std::string> classes = {"auth",    "permission", "rate_limit",
                                      "timeout", "network",    "server_error"};
  std::chrono::seconds cooldown_s{60};
  std::int64_t half_open = 1;                    // calls let through to see whether it works again
  std::optional<std::int64_t> same_sig_max = 3;  // failures of one and the same call
  std::vector<std::string> non_retryable = {"validation", "auth", "permission", "not_found"};
  Backoff backoff;
  std::optional<std::int64_t> upstream_trip = 5;  // failures in a row of a whole server
  std::int64_t max_entries = 4096;
};
std::span<const Knob> breaker_knobs();

}  // namespace callgate::policy
