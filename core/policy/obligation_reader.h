// The obligations of a rule, from nodes that fit its shape.
#pragma once

#include "core/policy/obligations.h"
#include "core/policy/operators.h"

namespace callgate::policy {

// What `rule` (a rule's whole node) demands. Values that no shape can check are reported: a limit without a
// number, bounds that cross.
Obligations read_obligations(const config::Node& rule, const std::string& id, const Operands& operands);

}  // namespace callgate::policy
