#include "core/guards/registry.h"

#include <algorithm>
#include <array>

namespace callgate::guard {

std::span<const GuardKind> guard_kinds() {
  using policy::Policy;
  static const GuardKind kKinds[] = {
      {"policy",
       "The permission lists and the default: what may run, what a person must agree to, what is refused.",
       [](const Policy& policy) { return policy.guards.policy.mode; }, &make_policy},
      {"schema", "Holds arguments to the tool's input schema; corrects what can be read in one way only.",
       [](const Policy& policy) { return policy.guards.schema.mode; }, &make_schema},
      {"resources",
       "Keeps paths and shell commands away from secrets and within the folders that are allowed.",
       [](const Policy& policy) { return policy.guards.resources.mode; }, &make_resources},
      {"network", "Refuses arguments that lead into networks that are not open to everybody.",
       [](const Policy& policy) { return policy.guards.network.mode; }, &make_network},
      {"secrets", "Keeps keys, tokens and passwords out of arguments and results.",
       [](const Policy& policy) { return policy.guards.secrets.mode; }, &make_secrets},
      {"pins", "Holds a tool to the definition with which it was accepted.",
       [](const Policy& policy) { return policy.guards.pins.mode; }, &make_pins},
      {"poison", "Looks for text that is written for a model behind people's backs.",
       [](const Policy& policy) { return policy.guards.poison.mode; }, &make_poison},
      {"risk", "Refuses what risks more than the session can bear, by what tools and commands would do.",
       [](const Policy& policy) { return policy.guards.risk.mode; }, &make_risk},
      {"provenance", "Asks where references and numbers among arguments come from.",
       [](const Policy& policy) { return policy.guards.provenance.mode; }, &make_provenance},
      {"cache", "Answers a repeated read from memory while nothing on its server has changed.",
       [](const Policy& policy) { return policy.guards.cache.mode; }, &make_cache},
      {"idempotency", "Keeps effects that must happen once from happening twice.",
       [](const Policy& policy) { return policy.guards.idempotency.mode; }, &make_idempotency},
      {"breaker", "Leaves tools, calls and servers alone for a while that keep failing.",
       [](const Policy& policy) { return policy.guards.breaker.mode; }, &make_breaker},
      {"budget", "Limits what a session may use up, and what rules allot.",
       [](const Policy& policy) { return policy.guards.budget.mode; }, &make_budget},
      {"loops",
       "Answers repeated reads from memory; refuses reworded queries and calls that go round in circles.",
       [](const Policy& policy) { return policy.guards.loops.mode; }, &make_loops},
      {"capacity", "Limits how many calls are under way, and for how long a session goes on.",
       [](const Policy& policy) { return policy.guards.capacity.mode; }, &make_capacity},
      {"output", "Cuts results that are larger than a host can bear.",
       [](const Policy& policy) { return policy.guards.output.mode; }, &make_output},
      {"approval", "Holds a call that anyone asked about until a person has agreed to exactly this call.",
       [](const Policy& policy) { return policy.guards.approval.mode; }, &make_approval},
  };
  return kKinds;
}

std::shared_ptr<const GuardChain> make_chain(const policy::Policy& policy, const GuardDeps& deps,
                                             std::string principal) {
  std::vector<GuardChain::Member> members;
  for (const GuardKind& kind : guard_kinds()) {
    const Mode mode = std::min(policy.mode, kind.mode(policy));
    if (mode != Mode::off) members.push_back({kind.make(policy, deps), mode});
  }
  return std::make_shared<const GuardChain>(
      std::move(members), std::move(principal), policy.revision, Classifier(policy),
      ServerQuestions(policy.guards.policy, std::min(policy.mode, policy.guards.policy.mode)));
}

}  // namespace callgate::guard
