// What the user lets happen: the policy as read from its files, typed and immutable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/guard/guard.h"

namespace callgate::policy {

enum class Preset : std::uint8_t { off, observe, balanced, strict };

// One entry of permissions.allow|ask|deny: a pattern for the exposed name, and optionally one for an
// argument: "fs__read_*", "mcp__github__get_*", "fs__write_file(path:~/.ssh/**)".
struct Permission {
  std::string pattern;           // of the exposed tool name, '*' matches any run
  std::string argument;          // name of the argument, or empty
  std::string argument_pattern;  // glob of its text; "**" also crosses '/'
  std::string rule;              // "permissions.deny[1]"
  std::string where;             // "policy.jsonc:8:14"
};

enum class Action : std::uint8_t { allow, ask, deny };

// "default": what happens when nothing matched, by the trusted hints.
struct Default {
  Action read_only = Action::allow, destructive = Action::ask, other = Action::allow,
         untrusted = Action::allow;
};

struct CacheKnobs {
  guard::Mode mode = guard::Mode::off;
  Millis ttl{30'000};
  std::size_t max_bytes = 16u << 20;
  std::vector<std::string>
      tools;  // patterns of exposed names that may be cached besides trusted read-only ones
};

struct ApprovalKnobs {
  guard::Mode mode = guard::Mode::enforce;
  std::size_t max_pending = 32;
};

struct Policy {
  Preset preset = Preset::balanced;
  guard::Mode mode = guard::Mode::enforce;  // of the whole chain
  std::vector<Permission> allow, ask, deny;
  std::vector<std::string> trust_annotations;  // servers
  std::optional<Default> fallback;             // "default", if written or part of the preset
  // A profile says ask: "deny": nobody is there to answer. Asks of the lists and of `fallback` are denials
  // already; what is held for another reason (a destructive call without a default) must be denied too.
  bool ask_denies = false;
  guard::Mode policy_mode = guard::Mode::enforce;  // guards.policy.mode
  CacheKnobs cache;
  ApprovalKnobs approval;
  std::string revision;  // hash of what was read: changing it voids approvals
};

}  // namespace callgate::policy
