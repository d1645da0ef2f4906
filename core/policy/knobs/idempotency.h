// What can be set of the guard `idempotency`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct IdempotencyKnobs {
  enum class InFlight : std::uint8_t { coalesce, deny };
  enum class Unknown : std::uint8_t { allow, hold, deny };
  enum class OnError : std::uint8_t { failed, unknown, succeeded };
  enum class Near : std::uint8_t { allow, warn, hold };

  guard::Mode mode = guard::Mode::enforce;
  std::vector<std::string> once_tools;           // patterns: each effect of them at most once
  guard::Mode verbs = guard::Mode::observe;      // of tools whose name says so: refund, pay, send …
  ByTool<std::vector<std::string>> key_args;     // arguments that name the effect; none: all of them
  std::string ticket = "session";                // or "args.NAME": what effects are kept apart by
  std::optional<std::int64_t> max_executed = 1;  // of each tool in once_tools, in a session
  bool replay = true;                            // false: a repeat is refused instead of answered
  InFlight in_flight = InFlight::coalesce;
  Unknown unknown_outcome = Unknown::hold;
  ByTool<OnError> outcome_on_error = {{"*", OnError::unknown}};
  Near near_duplicate = Near::hold;
  ByTool<std::string> inject_key;  // the argument that a key of ours is written into
  bool persist = true;
  Millis window{600'000};  // how long equal arguments are taken for a repeat where no key names the effect
  Millis ttl{86'400'000};  // how long a key is remembered
  Millis in_flight_wait{60'000};
  std::int64_t max_entries = 10'000;
  std::size_t max_bytes = 16u << 20;
};
std::span<const Knob> idempotency_knobs();

}  // namespace callgate::policy
