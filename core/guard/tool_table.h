// What the policy's table of tools says of one tool.
#pragma once

#include "core/mcp/tool.h"
#include "core/policy/knobs/policy.h"

namespace callgate::guard {

// All entries that fit, as one: the strictest access, the worst class, the highest risk, all arguments that
// are demanded, `once` and `volatile` if any says so. An entry without a star is about that tool alone and
// says what others leave open; where it says something, the others do not count.
policy::ToolEntry entry_of(const policy::ToolTable& table, const mcp::Tool& tool);

}  // namespace callgate::guard
