// "active": the hours of the week in which a rule's "then" holds.
#pragma once

#include "core/policy/obligations.h"
#include "core/policy/scene.h"
#include "core/policy/world.h"

namespace callgate::guard {

// Unknown where the world knows no such time zone.
policy::Truth active_at(const policy::ActiveRule& rule, WallTime time, const policy::World& world);

}  // namespace callgate::guard
