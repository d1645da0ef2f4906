// Conditions as they are written: their shape, and how a node that has it becomes one.
#pragma once

#include "core/policy/operators.h"

namespace callgate::policy {

// {"args.path": {"under": "~"}, "not": {…}}: fields with what is demanded of them, and any, all, not. The
// shape checks everything but the names of sets and what read_condition reports.
const config::Shape& condition_shape();

// The condition that `node` writes; null if it does not fit the shape or something else is wrong with it,
// which is reported if the shape does not see it.
ConditionPtr read_condition(const config::Node& node, const Operands& operands);

// What is wrong with a text as a field; empty if nothing is.
std::string field_fault(std::string_view text);

}  // namespace callgate::policy
