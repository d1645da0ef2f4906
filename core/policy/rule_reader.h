// Rules and grants, from nodes that fit their shapes.
#pragma once

#include <optional>

#include "core/policy/grant.h"
#include "core/policy/operators.h"
#include "core/policy/rule.h"

namespace callgate::policy {

// The rule that `node` writes, or nothing if something is wrong with it; what the shape does not see is
// reported.
std::optional<Rule> read_rule(const config::Node& node, const Operands& operands);
std::optional<Grant> read_grant(const config::Node& node, const Operands& operands);

// Why a later file may not add this rule; empty if it only tightens. Tightening are ask, rewrite and deny,
// limits, budgets, require, active, idempotency, redact, output, hook, approve, clamped and removed
// arguments, and the effects "destructive" and "irreversible".
std::string loosens(const Rule& rule);

}  // namespace callgate::policy
