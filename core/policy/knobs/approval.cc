#include "core/policy/knobs/approval.h"

#include "core/policy/words.h"

namespace callgate::policy {

std::span<const Knob> approval_knobs() {
  using enum Tighter;
  using K = ApprovalKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether held calls wait for a person."),
      knob<&K::max_pending>("max_pending", config::integer(1, 10'000), smaller,
                            "How many calls may wait for a person at a time."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
