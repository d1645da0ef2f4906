// What can be set of the guard `poison`.
#pragma once

#include <cstdint>
#include <span>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

// What becomes of a tool whose definition is poisoned, and of poison in a result.
enum class PoisonedTool : std::uint8_t { off, flag, hold, deny };
enum class PoisonedResult : std::uint8_t { off, flag, strip };
enum class PoisonedInstructions : std::uint8_t { off, flag, withhold };

struct PoisonKnobs {
  // Characters nobody sees, what only a model reads, and names of other servers' tools.
  struct Definitions {
    PoisonedTool hidden = PoisonedTool::hold, orders = PoisonedTool::hold, others = PoisonedTool::flag;
  };
  struct Results {
    PoisonedResult hidden = PoisonedResult::strip, orders = PoisonedResult::flag;
  };
  // What a server says of itself for every prompt. Giving orders is what instructions are for.
  struct Instructions {
    PoisonedInstructions hidden = PoisonedInstructions::withhold, orders = PoisonedInstructions::flag;
  };
  guard::Mode mode = guard::Mode::enforce;
  Instructions instructions;
  Definitions definitions;
  Results results;
};
std::span<const Knob> poison_knobs();

}  // namespace callgate::policy
