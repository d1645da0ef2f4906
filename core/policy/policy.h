// What the user lets happen: the policy as read from its files, typed and immutable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/guard/mode.h"
#include "core/policy/action.h"
#include "core/policy/grant.h"
#include "core/policy/guard_knobs.h"
#include "core/policy/permission.h"
#include "core/policy/rule.h"

namespace callgate::policy {

enum class Preset : std::uint8_t { off, observe, balanced, strict };

// "default": what happens when nothing matched, by the trusted hints.
struct Default {
  Action read_only = Action::allow, destructive = Action::ask, other = Action::allow,
         untrusted = Action::allow;
};

struct Policy {
  Preset preset = Preset::balanced;
  guard::Mode mode = guard::Mode::enforce;  // of the whole chain
  std::vector<Permission> allow, ask, deny;
  std::vector<Rule> rules;  // in the order of the files
  std::vector<Grant> grants;
  std::vector<std::string> trust_annotations;  // servers
  std::optional<Default> fallback;             // "default", if written or part of the preset
  // A profile says ask: "deny": nobody is there to answer. Asks of the lists and of `fallback` are denials
  // already; what is held for another reason (a destructive call without a default) must be denied too.
  bool ask_denies = false;
  GuardKnobs guards;
  bool names_workspace = false;  // "${workspace}" or "${roots}" stands in what was read
  std::string revision;          // hash of what was read: changing it voids approvals
};

}  // namespace callgate::policy
