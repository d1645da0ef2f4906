// What can be set of the guard `policy` besides permissions, default and rules.
#pragma once

#include <span>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

struct PolicyKnobs {
  guard::Mode mode = guard::Mode::enforce;
};
std::span<const Knob> policy_knobs();

}  // namespace callgate::policy
