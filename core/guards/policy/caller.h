// Who is calling, and whether that caller may call this tool at all: identity, token, environment, effects.
#pragma once

#include <optional>

#include "core/guard/call.h"
#include "core/policy/knobs/policy.h"
#include "core/policy/world.h"

namespace callgate::guard {

// What stands against a call whatever its arguments are.
struct Objection {
  Finding why;
  bool hold = false;  // a person may agree to it
};

// By guards.policy.identity. The agent's name is the world's principal "agent".
std::optional<Objection> judge_identity(const policy::PolicyKnobs& knobs, const Call& call,
                                        const policy::World& world);
// By guards.policy.environment, env_block and those effects that are denied.
std::optional<Objection> judge_effect(const policy::PolicyKnobs& knobs, const Call& call, Effect effect);

}  // namespace callgate::guard
