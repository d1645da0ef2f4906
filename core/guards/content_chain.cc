#include "core/guards/content_chain.h"

#include <algorithm>
#include <array>

namespace callgate::guard {

std::shared_ptr<const GuardChain> make_content_chain(const policy::Policy& policy, const GuardDeps& deps,
                                                     std::string principal) {
  constexpr std::array<std::string_view, 3> kJudges = {"resources", "network", "secrets"};
  std::vector<GuardChain::Member> members;
  for (const GuardKind& kind : guard_kinds()) {
    const Mode mode = std::min(policy.mode, kind.mode(policy));
    if (mode == Mode::off || std::ranges::find(kJudges, kind.kind) == kJudges.end()) continue;
    members.push_back({kind.make(policy, deps), mode});
  }
  return std::make_shared<const GuardChain>(std::move(members), std::move(principal), policy.revision,
                                            Classifier(policy));
}

}  // namespace callgate::guard
