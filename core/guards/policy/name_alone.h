// Whether what the policy says of a call follows from the tool alone, whatever its arguments are.
#pragma once

#include "core/mcp/tool.h"
#include "core/policy/policy.h"

namespace callgate::guard {

// True: the guard `policy` gives every call of this tool the same verdict at any one time. What other guards
// say of arguments is another matter.
bool decided_by_name(const policy::Policy& policy, const mcp::Tool& tool);

}  // namespace callgate::guard
