#include "core/guards/registry.h"

#include <algorithm>
#include <array>

namespace callgate::guard {

std::span<const GuardKind> guard_kinds() {
  using policy::Policy;
  static const std::array<GuardKind, 3> kKinds{{
      {"policy",
       "The permission lists and the default: what may run, what a person must agree to, what is refused.",
       [](const Policy& policy) { return policy.guards.policy.mode; }, &make_policy},
      {"cache", "Answers a repeated read from memory while nothing on its server has changed.",
       [](const Policy& policy) { return policy.guards.cache.mode; }, &make_cache},
      {"approval", "Holds a call that anyone asked about until a person has agreed to exactly this call.",
       [](const Policy& policy) { return policy.guards.approval.mode; }, &make_approval},
  }};
  return kKinds;
}

std::shared_ptr<const GuardChain> make_chain(const policy::Policy& policy, const GuardDeps& deps,
                                             std::string principal) {
  std::vector<GuardChain::Member> members;
  for (const GuardKind& kind : guard_kinds()) {
    const Mode mode = std::min(policy.mode, kind.mode(policy));
    if (mode != Mode::off) members.push_back({kind.make(policy, deps), mode});
  }
  return std::make_shared<const GuardChain>(std::move(members), std::move(principal), policy.revision,
                                            Classifier(policy));
}

}  // namespace callgate::guard
