// What can be set of the guard `approval`. Waits and lifetimes stand under "approvals" in the configuration.
#pragma once

#include <cstdint>
#include <span>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct ApprovalKnobs {
  guard::Mode mode = guard::Mode::enforce;
  std::int64_t max_pending = 32;
};
std::span<const Knob> approval_knobs();

}  // namespace callgate::policy
