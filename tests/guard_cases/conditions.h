// Conditions as CallGuard and edictum write them, in our words.
#pragma once

#include "setup.h"

namespace callgate::guard_cases {

// {SELECTOR: {OPERATOR: OPERAND}}, joined by "all", "any" and "not", for a rule's "when". What is said of the
// principal is looked for in the variables of `principal_variables`. Operators nobody knows stay as they are:
// the policy will refuse them.
Json condition_of(const Json& when);

// A message in which nothing stands for anything.
Json plain_message(const Json& message);

// The members of a principal as variables of the environment; "claims.dept" is PRINCIPAL_claims_dept.
void principal_variables(const Json& principal, Setup& setup);

}  // namespace callgate::guard_cases
