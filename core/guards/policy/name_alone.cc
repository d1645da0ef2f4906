#include "core/guards/policy/name_alone.h"

#include <algorithm>

#include "core/guards/policy/standing.h"

namespace callgate::guard {
namespace {

bool without_conditions(const policy::Outcome& outcome) {
  return std::ranges::none_of(outcome.cases,
                              [](const policy::Outcome::Case& one) { return one.test != nullptr; });
}

bool looks_at_arguments(const policy::Rule& rule) {
  const policy::Obligations& demands = rule.obligations;
  return rule.when || rule.unless || demands.prior || demands.rewrite || demands.hook ||
         !without_conditions(rule.then) || !without_conditions(rule.otherwise);
}

}  // namespace

bool decided_by_name(const policy::Policy& policy, const mcp::Tool& tool) {
  const Folders nowhere;
  const Standings standings(policy, nowhere);  // what it knows of a tool points into it
  const Standing standing = standings.make(tool);
  if (standing.by_name && standing.by_name->action() == policy::Action::deny) return true;
  const auto conditional = [](const Standing::Applicable& one) { return looks_at_arguments(*one.rule); };
  if (!standing.by_argument.empty() || !standing.entry.require_args.empty() ||
      std::ranges::any_of(standing.rules, conditional)) {
    return false;
  }
  // The commands that a tool is given may make its effect worse than its name says.
  const Effect effect = standing.facts.effect;
  if (effect != Effect::unknown && effect != Effect::exec) return true;
  const policy::PolicyKnobs& knobs = policy.guards.policy;
  const bool refused_by_effect =
      knobs.effects.read_only || std::ranges::any_of(knobs.env_block, [&](const auto& entry) {
        return entry.first == knobs.environment;
      });
  return !refused_by_effect && (standing.by_name || standing.entry.access || policy.fallback);
}

}  // namespace callgate::guard
