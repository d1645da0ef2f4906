// Rules on results: what comes back is passed on, changed or withheld.
#pragma once

#include <functional>
#include <vector>

#include "core/guards/policy/findings.h"
#include "core/guards/policy/judge_rule.h"

namespace callgate::guard {

// What all rules together make of a result; `scene` is the call's, without a result yet. Suppressing wins
// over blanking out; warnings and what observing rules would have done are noted on the call.
Amend judge_result(const std::vector<const policy::Rule*>& rules, policy::Scene scene,
                   const RuleContext& context, MessageBounds bounds, const Bytes& result);

}  // namespace callgate::guard
