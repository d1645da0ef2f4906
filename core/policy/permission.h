// One entry of the three permission lists.
#pragma once

#include <string>

namespace callgate::policy {

// One entry of permissions.allow|ask|deny: a pattern for the exposed name, and optionally one for an
// argument: "fs__read_*", "mcp__github__get_*", "fs__write_file(path:~/.ssh/**)".
struct Permission {
  std::string pattern;           // of the exposed tool name, '*' matches any run
  std::string argument;          // name of the argument, or empty
  std::string argument_pattern;  // glob of its text; "**" also crosses '/'
  std::string rule;              // "permissions.deny[1]"
  std::string where;             // "policy.jsonc:8:14"
};

}  // namespace callgate::policy
