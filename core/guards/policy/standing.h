// What the policy says of a tool before anyone has seen arguments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/guard/classify.h"
#include "core/guards/policy/match.h"
#include "core/guards/policy/permission.h"
#include "core/policy/policy.h"

namespace callgate::guard {

struct Standing {
  struct Applicable {
    const policy::Rule* rule;
    Fit fit;
  };
  ToolFacts facts;
  const PermissionRule* by_name = nullptr;         // the first of the strictest that fit the name alone
  std::vector<const PermissionRule*> by_argument;  // those that also want to see an argument, strictest first
  std::vector<Applicable> rules;                   // judged before the call
  std::vector<const policy::Rule*> result_rules;   // judged after it
  std::vector<const policy::Rule*> feeds;          // rules that wait for a call of this tool
  std::vector<const policy::Grant*> grants;
  policy::ToolEntry entry;  // of the table of tools
  // When nothing decides.
  policy::Action otherwise = policy::Action::allow;
  std::string otherwise_rule;
  bool numeric = false;            // its numbers are looked at
  bool rules_name_effect = false;  // some rule says what kind of effect a call has

  bool untouched() const;  // nothing but `by_name` and `otherwise` has a say
};

// Works it out, tool by tool. The rules it points to are the policy's, which must outlive it.
class Standings {
 public:
  Standings(const policy::Policy& policy, const Folders& folders);
  const Standing& of(const mcp::ToolPtr& tool) {
    return memo_.of(tool, [this](const mcp::Tool& one) { return make(one); });
  }
  Standing make(const mcp::Tool& tool) const;

 private:
  void settle_default(const mcp::Tool& tool, Standing& standing) const;

  const policy::Policy& policy_;
  const Classifier classifier_;
  std::vector<PermissionRule> permissions_;  // deny, ask, allow; each in the order of the file
  ToolMemo<Standing> memo_;
};

}  // namespace callgate::guard
