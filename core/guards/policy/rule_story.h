// How every list entry and rule of a policy sees one call, and why: for people who ask.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/guards/registry.h"
#include "core/policy/remark.h"

namespace callgate::guard {

struct RuleStory {
  enum class Fate : std::uint8_t {
    other_tool,  // it is about other tools
    idle,        // it is about this tool, and does not apply to this call
    applies,
    unjudged,  // it cannot be judged: what asks or refuses refuses, what only allows does not apply
    later,     // it looks at the result
    off        // its mode is off
  };
  Fate fate = Fate::other_tool;
  std::string rule;    // "permissions.deny[1]", a rule's id, "default.untrusted"
  std::string where;   // "policy.jsonc:8:14"; empty for what stands in no file
  std::string branch;  // what decided it: "when", "unless", "then", "then.if", "else"; empty: nothing had to
  std::string decision;  // what it says where it applies: "deny", …; empty: it decides nothing
  std::string why;       // one sentence without a full stop
  Mode mode = Mode::enforce;
  std::vector<policy::Remark> remarks;  // of its conditions, in the order in which they were asked
};
std::string_view to_string(RuleStory::Fate fate);

// The lists (deny, ask, allow), the rules, the table of tools and the grants in the order of the files, and
// last what happens where none of them decides. `call` must have been shown to the policy's chain (a Passage
// was made for it); its arguments are judged as they stand now. Conditions have remarks only if the policy
// was read with Choice::remarks.
std::vector<RuleStory> stories_of(const policy::Policy& policy, const GuardDeps& deps, Call& call);

}  // namespace callgate::guard
