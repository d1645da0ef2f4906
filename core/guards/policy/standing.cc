#include "core/guards/policy/standing.h"

#include <algorithm>

#include "core/guard/tool_pattern.h"
#include "core/guard/tool_table.h"

namespace callgate::guard {

using policy::Action;

bool Standing::untouched() const {
  return by_argument.empty() && rules.empty() && feeds.empty() && result_rules.empty() && !numeric &&
         !entry.access && entry.require_args.empty();
}

Standings::Standings(const policy::Policy& policy, const Folders& folders)
    : policy_(policy), classifier_(policy) {
  for (const auto& entry : policy.deny) permissions_.emplace_back(entry, Action::deny, folders);
  for (const auto& entry : policy.ask) permissions_.emplace_back(entry, Action::ask, folders);
  for (const auto& entry : policy.allow) permissions_.emplace_back(entry, Action::allow, folders);
}

Standing Standings::make(const mcp::Tool& tool) const {
  Standing standing;
  standing.facts = classifier_.facts_of(tool);
  for (const PermissionRule& permission : permissions_) {
    if (!permission.fits_name(tool)) continue;
    if (!permission.by_name_only()) {
      standing.by_argument.push_back(&permission);
    } else if (!standing.by_name) {
      standing.by_name = &permission;
    }
  }
  for (const policy::Rule& rule : policy_.rules) {
    if (rule.mode == Mode::off) continue;
    if (rule.obligations.prior &&
        std::ranges::any_of(rule.obligations.prior->tools,
                            [&](const std::string& pattern) { return pattern_fits(pattern, tool); })) {
      standing.feeds.push_back(&rule);
    }
    const Fit fit = fit_of(rule.match, tool, standing.facts);
    if (fit == Fit::no) continue;
    if (rule.on_result) {
      standing.result_rules.push_back(&rule);
    } else {
      standing.rules.push_back({&rule, fit});
      standing.rules_name_effect |= rule.effect.has_value();
    }
  }
  for (const policy::Grant& grant : policy_.grants) {
    if (fit_of(grant.match, tool, standing.facts) == Fit::yes) standing.grants.push_back(&grant);
  }
  standing.entry = entry_of(policy_.guards.policy.tools, tool);
  standing.numeric =
      std::ranges::any_of(policy_.guards.policy.numeric.tools,
                          [&](const std::string& pattern) { return pattern_fits(pattern, tool); });
  settle_default(tool, standing);
  return standing;
}

void Standings::settle_default(const mcp::Tool& tool, Standing& standing) const {
  const mcp::Hints& hints = tool.hints;
  const bool trusted = standing.facts.trusted;
  const auto settle = [&](Action action, std::string rule) {
    // Where nobody can answer, asking is refusing.
    standing.otherwise = action == Action::ask && policy_.ask_denies ? Action::deny : action;
    standing.otherwise_rule = std::move(rule);
  };
  if (!policy_.fallback) {
    settle(policy_.guards.policy.effects.of(standing.facts.effect),
           "effects." + std::string(to_string(standing.facts.effect)));
  } else if (trusted && hints.read_only == true) {
    settle(policy_.fallback->read_only, "default.readOnly");
  } else if (trusted && hints.destructive == true) {
    settle(policy_.fallback->destructive, "default.destructive");
  } else if (trusted && hints.destructive == false) {
    settle(policy_.fallback->other, "default.other");
  } else {  // no trusted word on what the tool does
    settle(policy_.fallback->untrusted, "default.untrusted");
  }
}

}  // namespace callgate::guard
