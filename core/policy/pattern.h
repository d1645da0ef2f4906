// The entries of permissions: a pattern for a tool's name, and optionally one for an argument.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/policy/policy.h"

namespace callgate::policy {

// Reads `fs__read_*`, `mcp__fs__read_*` (the same), `mcp__fs` (all of fs) or
// `fs__write_file(path:~/.ssh/**)`. Fills pattern, argument and argument_pattern; `rule` and `where` are the
// caller's. What could never match a tool is an error, because a deny that never matches is a hole.
Result<Permission> parse_permission(std::string_view entry);

}  // namespace callgate::policy
