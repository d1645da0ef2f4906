#include "core/guards/policy/caller.h"

#include <algorithm>

#include "core/guard/tool_pattern.h"
#include "core/guards/policy/findings.h"

namespace callgate::guard {
namespace {

using policy::Action;

Objection objection(const Call& call, std::string_view rule, std::string_view code, std::string reason) {
  Objection objection{refusal(call, rule, std::move(reason))};
  objection.why.code = code;
  return objection;
}

}  // namespace

std::optional<Objection> judge_identity(const policy::PolicyKnobs& knobs, const Call& call,
                                        const policy::World& world) {
  const auto& identity = knobs.identity;
  if (!identity.required && identity.agents.empty()) return std::nullopt;
  const auto agent = world.principal("agent");
  if (!agent || agent->empty()) {
    if (!identity.required && identity.on_unknown == Action::allow) return std::nullopt;
    return objection(call, "guards.policy.identity", "policy_identity_required",
                     "nobody says which agent is calling");
  }
  if (identity.agents.empty()) return std::nullopt;
  const auto known = std::ranges::find(identity.agents, *agent,
                                       [](const auto& entry) { return std::string_view(entry.first); });
  if (known != identity.agents.end() && std::ranges::any_of(known->second, [&](const std::string& pattern) {
        return pattern_fits(pattern, call.tool());
      })) {
    return std::nullopt;
  }
  if (identity.on_unknown == Action::allow) return std::nullopt;
  const bool stranger = known == identity.agents.end();
  auto found = objection(
      call, "guards.policy.identity.agents", stranger ? "policy_unknown_agent" : "policy_agent_tool",
      "the agent \"" + std::string(*agent) + (stranger ? "\" is not known" : "\" may not call it"));
  found.hold = identity.on_unknown == Action::ask;
  return found;
}

std::optional<Objection> judge_effect(const policy::PolicyKnobs& knobs, const Call& call, Effect effect) {
  const std::string word(to_string(effect));
  if (knobs.effects.read_only && effect > Effect::read) {
    return objection(call, "guards.policy.effects.read_only", "policy_read_only",
                     "only reading is allowed, and this tool is of class " + word);
  }
  for (const auto& [environment, classes] : knobs.env_block) {
    if (environment == knobs.environment && std::ranges::find(classes, word) != classes.end()) {
      return objection(call, "guards.policy.env_block." + environment, "policy_environment",
                       "tools of class " + word + " are refused in the environment " + environment);
    }
  }
  if (knobs.effects.of(effect) == Action::deny) {
    return objection(call, "guards.policy.effects." + word, "policy_effect",
                     "tools of class " + word + " are refused");
  }
  return std::nullopt;
}

}  // namespace callgate::guard
