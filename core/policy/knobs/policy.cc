#include "core/policy/knobs/policy.h"

#include "core/policy/words.h"

namespace callgate::policy {

std::span<const Knob> policy_knobs() {
  using enum Tighter;
  using K = PolicyKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger,
                     "How much of a verdict of the permissions and the default takes effect."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
