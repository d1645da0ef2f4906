// The entries of permissions: a pattern for a tool's name, and optionally one for an argument.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/policy/permission.h"

namespace callgate::policy {

// Reads `fs__read_*`, `mcp__fs__read_*` (the same), `mcp__fs` (all of fs) or
// `fs__write_file(path:~/.ssh/**)`. Fills pattern, argument and argument_pattern; `rule` and `where` are the
// caller's. What could never match a tool is an error, because a deny that never matches is a hole.
Result<Permission> parse_permission(std::string_view entry);

// What is wrong with a text as a pattern for tools alone; empty if nothing is.
std::string pattern_fault(std::string_view entry);

// Entries that have no fault, each as a pattern of exposed names: "mcp__fs" becomes "fs__*".
std::vector<std::string> patterns_of(const std::vector<std::string>& entries);

}  // namespace callgate::policy
