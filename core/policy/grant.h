// An answer that a person has given for good.
#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/policy/rule.h"

namespace callgate::policy {

// While it has not expired, what the policy would ask about these calls is allowed: nothing else. It never
// wins over a deny, over a locked rule, or where a person has to agree out of band.
struct Grant {
  std::string id;
  std::string where;  // "policy.local.jsonc:4:5"
  Match match;
  ConditionPtr when;  // null: all calls of these tools
  std::string approval, at, by;
  WallTime expires;
};

}  // namespace callgate::policy
