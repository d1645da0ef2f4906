// What can be set of the guard `capacity`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct CapacityKnobs {
  guard::Mode mode = guard::Mode::enforce;
  std::optional<std::int64_t> global = 256;  // calls under way at a time: in all …
  std::int64_t upstream = 128;               // … of one server …
  ByTool<std::int64_t> tool;                 // … of one tool …
  std::optional<std::int64_t> session;       // … of one host
  Millis queue_ms{2000};                     // how long a call waits for its turn
  std::optional<std::chrono::seconds> call_timeout_s, session_wall;
  bool cancel_upstream = true;  // a server is told that nobody waits for its answer any more
  double soft = 0.8;            // a part of session_wall
  std::vector<std::string> degrade = {"no_queue", "halve_parallel"};
};
std::span<const Knob> capacity_knobs();

}  // namespace callgate::policy
