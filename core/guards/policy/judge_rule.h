// What one rule makes of one call.
#pragma once

#include <optional>

#include "core/base/clock.h"
#include "core/guards/policy/match.h"
#include "core/guards/policy/prior_calls.h"
#include "core/policy/rule.h"
#include "core/policy/scene.h"

namespace callgate::guard {

struct RuleJudgement {
  bool obliges = false;  // its obligations apply
  std::optional<policy::Ruling> ruling;
  bool unjudged = false;  // the ruling is a refusal because the rule could not be judged; the scene knows why
  bool prior_missing = false;  // the ruling is a refusal because an earlier call is missing
};

// What it needs besides the scene.
struct RuleContext {
  const PriorCalls& prior;
  Instant now;
  WallTime today;
};

// A rule that cannot be judged refuses if it may ask or refuse, and does not apply if it may only allow, or
// loosens in another way; what is left is a rule that only demands, and it does. The scene's trouble is
// cleared first.
RuleJudgement judge_rule(const policy::Rule& rule, Fit fit, policy::Scene& scene, const RuleContext& context);

}  // namespace callgate::guard
