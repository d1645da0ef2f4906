// A policy in which just some guards are on.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "core/policy/policy.h"

namespace callgate::test {

// Switches off every guard that is not named; those that are named stay as they are.
inline void only(policy::Policy& policy, std::initializer_list<std::string_view> guards) {
  config::Node off;
  off.type = config::Type::string;
  off.text = "off";
  for (const policy::KnobTable& table : policy::knob_tables()) {
    if (std::ranges::find(guards, table.guard) != guards.end()) continue;
    for (const policy::Knob& knob : table.knobs) {
      if (knob.key == "mode") knob.read(table.in(policy.guards), off, knob.shape);
    }
  }
}

}  // namespace callgate::test
