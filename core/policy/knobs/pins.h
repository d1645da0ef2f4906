// What can be set of the guard `pins`.
#pragma once

#include <cstdint>
#include <span>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

// What becomes of a tool that was never accepted, and of one that is not as it was accepted.
enum class FirstUse : std::uint8_t { trust, hold };
enum class ChangedTool : std::uint8_t { flag, hold, deny };

struct PinsKnobs {
  guard::Mode mode = guard::Mode::enforce;
  FirstUse first_use = FirstUse::trust;
  ChangedTool changed = ChangedTool::hold;
  std::int64_t max_entries = 10'000;
};
std::span<const Knob> pins_knobs();

}  // namespace callgate::policy
